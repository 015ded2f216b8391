import type { ReadyEvent } from '../../functions/core/entry-base.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { day, hour, minute } from '../../functions/core/time.ts';

/** Where stories are set. In `rough` nobody tells any time: there only the sums over all buckets are known. */
export const settings = {
  delhi: { zone: 'Asia/Kolkata', offset: 330 * minute },
  york: { zone: 'America/New_York', offset: -240 * minute },
  rough: { zone: 'UTC', offset: 0 },
} as const;
export type Setting = keyof typeof settings;

/** The truth about one message, call or other thing; told without any of the product's counting code. */
export type Truth<Tenant extends string = Setting> = {
  tenant: Tenant;
  provider: string;
  kind: JournalEvent['kind'];
  startedAt: number;
  labels: ReadyEvent['labels'];
  /** What is counted in every scope where it started. */
  outcomes: Record<string, number>;
  /** The error code, if it failed. */
  failedWith?: string | undefined;
  happened: { measure: string; at: number }[];
  /** When it was planned to start later. */
  plannedAt?: number | undefined;
};

export type Story = {
  truth: Truth;
  events: JournalEvent[];
  /** What came of it depends on the order in which the events come: here it is the true one, but for repetitions. */
  inOrder: boolean;
};

/** Amounts by `tenant dimension value granularity bucket measure`. */
export type Book = Record<string, number>;

/** Whether a day counts a value apart. Which ones those are, only the order of arrival decides. */
export type Admitted = (tenant: string, dayStart: number, dimension: string, value: string) => boolean;

export function oracleBook(truths: readonly Truth[], admitted: Admitted): Book {
  const book: Book = {};
  for (const truth of truths) {
    const { tenant } = truth;
    tellTruth(folded(truth, admitted), (dimension, value, granularity, at, amounts) => {
      const id = { tenant, dimension, value, granularity, start: bucketStart(tenant, granularity, at) };
      for (const measure in amounts) enter(book, id, measure, amounts[measure] ?? 0);
    });
  }
  return book;
}

/** The same book of what was counted. */
export function countedBook(items: Iterable<{ id: CounterId; measures: Record<string, number> }>): Book {
  const book: Book = {};
  for (const { id, measures } of items) {
    for (const [measure, amount] of Object.entries(measures)) enter(book, id, measure, amount);
  }
  return book;
}

type CounterId = { tenant: string; dimension: string; value: string; granularity: string; start: number };

/** In `rough`, what depends on the order of arrival is left out of both books. */
const unsure = /^(o\.receipt|o\.handover|t\.undelivered|t\.corrected)/;

function enter(book: Book, id: CounterId, measure: string, amount: number): void {
  const { tenant, dimension, value, granularity, start } = id;
  if (amount === 0 || (tenant === 'rough' && unsure.test(measure))) return;
  const key = `${tenant} ${dimension} ${value} ${granularity} ${tenant === 'rough' ? 'any' : start} ${measure}`;
  book[key] = (book[key] ?? 0) + amount;
  if (book[key] === 0) delete book[key];
}

function folded(truth: Truth, admitted: Admitted): Truth {
  const { tenant, provider, startedAt } = truth;
  const fits = (dimension: string, value: string) =>
    admitted(tenant, bucketStart(tenant, 'day', startedAt), dimension, value);
  const labels = { ...truth.labels };
  if (labels.carrier !== 'unknown' && !fits('carrier', `${provider}|${labels.carrier}`)) labels.carrier = 'other';
  for (const name of ['campaign', 'sender', 'pool', 'template'] as const) {
    if (labels[name] !== undefined && !fits(name, labels[name])) labels[name] = 'other';
  }
  const code = truth.failedWith;
  const failedWith = code === undefined || fits('errorCode', `${provider}|${code}`) ? code : 'other';
  return { ...truth, labels, failedWith };
}

type Put = (
  dimension: string,
  value: string,
  granularity: 'minute' | 'hour' | 'day',
  at: number,
  amounts: Record<string, number>,
) => void;

/** Everything that must be counted of a truth. */
export function tellTruth(truth: Truth<string>, put: Put): void {
  const { provider, kind, labels, failedWith: code, outcomes, happened, startedAt } = truth;
  const everywhere = { total: 'all', provider };
  const carrier = `${provider}|${labels.carrier}`;
  const scopes: Record<string, string | undefined> = {
    ...everywhere,
    carrier: kind === 'message' || labels.carrier !== 'unknown' ? carrier : undefined,
    country: labels.country,
    campaign: labels.campaign,
    sender: labels.sender,
    pool: labels.pool,
    template: labels.template,
    errorCode: code === undefined ? undefined : `${provider}|${code}`,
  };
  for (const [dimension, value] of Object.entries(scopes)) {
    if (value === undefined || Object.keys(outcomes).length === 0) continue;
    const byCode =
      code !== undefined && kind === 'message' && dimension !== 'errorCode' ? { [`x.code.${code}`]: 1 } : {};
    const whom = code !== undefined && kind === 'message' ? hit(dimension, carrier, labels.campaign) : {};
    put(dimension, value, 'minute', startedAt, { ...outcomes, ...byCode, ...whom });
    put(dimension, value, 'hour', startedAt, { ...outcomes, ...byCode });
  }
  if (labels.user !== undefined) put('user', labels.user, 'day', startedAt, outcomes);
  if (truth.plannedAt !== undefined) {
    const planned = { 'o.scheduled': 1 };
    for (const [dimension, value] of Object.entries(scopes)) {
      if (value === undefined || dimension === 'errorCode') continue;
      for (const granularity of ['minute', 'hour'] as const)
        put(dimension, value, granularity, truth.plannedAt, planned);
    }
    if (labels.user !== undefined) put('user', labels.user, 'day', truth.plannedAt, planned);
  }
  for (const { measure, at } of happened) {
    for (const [dimension, value] of Object.entries(everywhere)) {
      for (const granularity of ['minute', 'hour'] as const) put(dimension, value, granularity, at, { [measure]: 1 });
    }
  }
}

/** Who is hit, in minutes: campaigns on a carrier, carriers of a campaign. */
function hit(dimension: string, carrier: string, campaign: string | undefined): Record<string, number> {
  if (dimension === 'campaign') return { [`x.carrier.${carrier}`]: 1 };
  return dimension === 'carrier' && campaign !== undefined ? { [`x.campaign.${campaign}`]: 1 } : {};
}

/** By the clocks of the setting. */
export function bucketStart(tenant: Setting, granularity: string, at: number): number {
  if (granularity === 'minute') return at - (at % minute);
  const { offset } = settings[tenant];
  const wall = at + offset;
  return wall - (wall % (granularity === 'hour' ? hour : day)) - offset;
}

/** The upper bound, in seconds, of the histogram bucket in which a duration lies. */
export function boundOf(millis: number): string {
  const bounds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];
  return String(bounds.find((bound) => millis <= bound * 1000) ?? 'more');
}
