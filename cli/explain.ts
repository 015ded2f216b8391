import { InvalidArgumentError } from 'commander';
import { type ErrorMeaning, errorPage, errorProviders, explainError } from '../functions/core/errors/catalogue.ts';
import { errorClassText, retryText } from '../functions/core/errors/classes.ts';
import { labelText } from '../functions/core/label-text.ts';

export type ExplainOptions = { provider?: string; json?: boolean };

/** What is said about a code that no provider here has; it is no error to ask. */
type UnknownCode = { code: string; class: 'unknown'; lookUp: string[] };

/** Prints what error codes mean and what to do about them. */
export function explain(codes: readonly string[], { provider, json }: ExplainOptions): void {
  const providers = provider === undefined ? errorProviders : [provider];
  const answers = codes.flatMap((code) => answersTo(code, providers));
  console.log(json ? JSON.stringify(answers, null, 2) : answers.map(answerText).join('\n\n'));
}

/** Collects the codes of the command line. */
export function errorCode(value: string, before: readonly string[] = []): string[] {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('An error code is a number, such as 30007.');
  return [...before, value];
}

function answersTo(code: string, providers: readonly string[]): (ErrorMeaning | UnknownCode)[] {
  const meanings = providers.flatMap((provider) => explainError(code, provider) ?? []);
  if (meanings.length > 0) return meanings;
  return [{ code, class: 'unknown', lookUp: providers.flatMap((provider) => errorPage(code, provider) ?? []) }];
}

function answerText(answer: ErrorMeaning | UnknownCode): string {
  return 'lookUp' in answer ? unknownText(answer) : meaningText(answer);
}

function meaningText({ code, provider, meaning, class: errorClass, retry, remedy, source }: ErrorMeaning): string {
  return lines(`${code}  ${labelText('provider', provider)}: ${meaning}`, [
    ['class', `${errorClass}: ${errorClassText[errorClass]}`],
    ['retry', retryText[retry]],
    ['what to do', remedy],
    ['source', `${source.url}, as of ${source.asOf}`],
  ]);
}

function unknownText({ code, lookUp }: UnknownCode): string {
  const pages = lookUp.map((page): [string, string] => ['', page]);
  return lines(`${code}  unknown code`, [['class', 'unknown'], ['what to do', 'look it up at'], ...pages]);
}

function lines(headline: string, facts: readonly [name: string, value: string][]): string {
  return [headline, ...facts.map(([name, value]) => `  ${name.padEnd(11)} ${value}`)].join('\n');
}
