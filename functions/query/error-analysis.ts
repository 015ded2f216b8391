import { failures } from '../core/counter.ts';
import { type ErrorMeaning, explainError } from '../core/errors/catalogue.ts';
import type { Span } from './bucket.ts';
import { type Ratio, ratio } from './derived.ts';
import type { Quality } from './quality.ts';
import type { QueryDeps } from './read-buckets.ts';
import { type Row, type Top, top } from './top.ts';
import { totals } from './totals.ts';

type Question = Span & { tenant: string; limit: number };

/** A number of failures, and its share of all of them. */
export type Failures = { count: number; share?: number };

export type ErrorRow = Failures & {
  provider: string;
  code: string;
  /** What it means and what to do about it, if the catalogue knows the code. */
  meaning?: Pick<ErrorMeaning, 'meaning' | 'class' | 'retry' | 'remedy' | 'source'>;
};

export type ErrorAnalysis = {
  failures: number;
  rows: ErrorRow[];
  /** Codes beyond the limit. */
  rest: Failures & { codes: number };
  /** Folded into `other` by the daily cap. */
  other: Failures;
  withoutCode: Failures;
  quality: Quality;
};

/** Failed messages by error code, commonest first, with meaning and remedy. All parts add up to all failures. */
export async function errorAnalysis(question: Question, deps: QueryDeps): Promise<ErrorAnalysis> {
  const { tenant, limit } = question;
  const codes = await top({ ...question, dimension: 'errorCode', by: 'failures' }, deps);
  // Over the same buckets: what is ranked is read by whole hours.
  const span = codes.quality.covered ?? question;
  const { measures } = await totals({ tenant, dimension: 'total', value: 'all', ...span }, deps);
  const all = failures(measures);
  const coded = [...codes.rows.map((row) => row.measures), codes.rest.measures, codes.other];
  const part = (count: number): Failures => ({ count, ...(all > 0 && { share: count / all }) });
  return {
    failures: all,
    rows: codes.rows.slice(0, limit).map((row) => ({ ...explained(row.value), ...part(row.by) })),
    rest: { ...part(failures(codes.rest.measures)), codes: codes.rest.values },
    other: part(failures(codes.other)),
    withoutCode: part(all - coded.reduce((sum, one) => sum + failures(one), 0)),
    quality: codes.quality,
  };
}

function explained(value: string): Omit<ErrorRow, keyof Failures> {
  const [provider = '', code = ''] = value.split('|');
  const known = explainError(code, provider);
  if (known === undefined) return { provider, code };
  const { meaning, class: errorClass, retry, remedy, source } = known;
  return { provider, code, meaning: { meaning, class: errorClass, retry, remedy, source } };
}

export type CountryRow = { country: string; failures: number; rate: Ratio };

/** Where most failures are: ISO 3166 codes, and `unknown` for numbers of no country. */
export async function failingCountries(
  question: Question,
  deps: QueryDeps,
): Promise<Omit<Top, 'rows'> & { rows: CountryRow[] }> {
  const answer = await top({ ...question, dimension: 'country', by: 'failures' }, deps);
  return { ...answer, rows: answer.rows.map(countryRow) };
}

function countryRow({ value, by, measures }: Row): CountryRow {
  return { country: value, failures: by, rate: ratio(measures, 'failureRate') };
}
