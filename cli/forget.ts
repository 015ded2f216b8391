import { countText } from '../functions/core/number-text.ts';
import { e164 } from '../functions/core/phone.ts';
import { type ForgetAnswer, forgetAnswerSchema } from '../functions/forget/forget-request.ts';
import type { createInvoke } from './invoke.ts';

export type ForgetOptions = {
  tenant: string;
  stage: string;
  dryRun?: boolean | undefined;
  withConsent?: boolean | undefined;
  json?: boolean | undefined;
};

type Forgotten = Extract<ForgetAnswer, { kind: 'forgotten' }>;

/** Unlinks a person. @returns the exit code: 1 if other writers kept something. @throws Error */
export async function forgetPerson(
  text: string,
  { tenant, stage, dryRun = false, withConsent = false, json }: ForgetOptions,
  { invoke, print }: { invoke: ReturnType<typeof createInvoke>; print(text: string): void },
): Promise<number> {
  const request = { tenant, number: numberOf(text), dryRun, withConsent };
  const told = await invoke({ stage, name: 'forget', request, answer: forgetAnswerSchema });
  if (told.kind === 'refused') throw new Error(`Not forgotten: ${told.why}.`);
  print(json ? JSON.stringify(told, null, 2) : lines(told).join('\n'));
  return told.contended > 0 ? 1 : 0;
}

/** The number as providers write it. @throws Error that does not repeat it */
export function numberOf(text: string): string {
  const number = text.replace(/^[a-z]+:/i, '').replace(/[\s().-]/g, '');
  if (e164.test(number)) return number;
  throw new Error('That is no number as E.164 writes it: + and the country code first, such as +14155550123.');
}

function lines({ unlinked, contended, keyed, consent, dryRun }: Forgotten): string[] {
  const kinds = Object.entries(unlinked).map(([kind, amount]) => `${kind} ${countText(amount)}`);
  const entries = kinds.length > 0 ? kinds.join(', ') : 'none';
  return [
    dryRun ? `Would be unlinked: ${entries}` : `Unlinked: ${entries}`,
    ...(contended > 0 ? [`${countText(contended)} kept changing and are as they were: repeat the command`] : []),
    ...(keyed.until === undefined ? [] : [keyedText(keyed.entries, keyed.until)]),
    consentText(consent, dryRun),
    'Counts stay. A piece of the number’s hash may stay in the sets that tell how many different people there were,',
    'for 8 days at most; requests that could not be read are kept whole for 7. Providers keep records of their own.',
    'Webhooks on their way can bring the number back with a message not known yet: repeat the command tomorrow.',
  ];
}

function keyedText(entries: number, until: number): string {
  const day = new Date(until).toISOString().slice(0, 10);
  return `${countText(entries)} of them are to several people and keep the number’s hash in their key, until ${day} at the latest`;
}

function consentText({ said, is }: Forgotten['consent'], dryRun: boolean): string {
  if (is === 'none') return 'Consent: nothing is known';
  if (is === 'removed') return `Consent: "${said}" ${dryRun ? 'would be' : 'was'} removed`;
  return `Consent: "${said}" is kept, for it is to be honoured; --with-consent removes it too`;
}
