import type { Journal } from '../core/journal.ts';
import { toJournalEvents } from '../core/journal-event.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { Parsed } from '../providers/provider.ts';
import { recordEvent } from './record-event.ts';

/** Where authentic events come from: whose they are, and when they came in (product time). */
export type Origin = {
  tenant: string;
  zone: string;
  /** The tenant's accounts at providers; empty: any. */
  accounts: readonly string[];
  provider: string;
  receivedAt: number;
  /** What came in, to be kept if it cannot be read. */
  body: Buffer;
};

export type TakeDeps = {
  journal: Journal;
  /** The deployment's key for number hashes. */
  numberKey(): Promise<string>;
  /** Keeps what is authentic and cannot be read, for a week. */
  quarantine(origin: Origin, why: string): Promise<void>;
  fromWall(at: number): number;
  metric: EmitMetric;
};

export type Taken =
  | { kind: 'recorded'; recorded: number; duplicates: number; ignored: string[] }
  | { kind: 'malformed'; why: string }
  /** Some event is not in the journal; taking everything again later is safe. */
  | { kind: 'unfinished'; why: string };

/** Takes what an authentic provider told into the journal. */
export async function takeEvents(parsed: Parsed, origin: Origin, deps: TakeDeps): Promise<Taken> {
  if (parsed.kind === 'malformed') return setAside(origin, parsed.why, deps);
  const stranger = parsed.events.find((event) => !belongs(event, origin.accounts));
  if (stranger) return setAside(origin, `the account is not one of tenant ${origin.tenant}`, deps);
  if (parsed.incomplete) await keep(origin, `only in part: ${parsed.ignored.join(', ')}`, deps);
  return record(parsed.events, parsed.ignored, origin, deps);
}

/** Events that name no account are the tenant's: its secret verified them. */
function belongs({ account }: ProviderEvent, accounts: readonly string[]): boolean {
  return accounts.length === 0 || account === undefined || accounts.includes(account);
}

async function setAside(origin: Origin, why: string, deps: TakeDeps): Promise<Taken> {
  await keep(origin, why, deps);
  return { kind: 'malformed', why };
}

async function keep(origin: Origin, why: string, deps: TakeDeps): Promise<void> {
  deps.metric(metricNames.webhooksMalformed, 1, { provider: origin.provider });
  await deps.quarantine(origin, why);
}

async function record(
  events: readonly ProviderEvent[],
  ignored: string[],
  origin: Origin,
  deps: TakeDeps,
): Promise<Taken> {
  const context = { ...origin, fromWall: deps.fromWall, numberKey: await deps.numberKey() };
  const ready = events.flatMap((event) => toJournalEvents(event, context));
  const results = await Promise.all(ready.map((event) => recordEvent(event, deps.journal)));
  if (results.includes('contended')) return { kind: 'unfinished', why: 'other writers kept winning' };
  const recorded = results.filter((result) => result === 'recorded').length;
  const duplicates = results.length - recorded;
  if (duplicates > 0) deps.metric(metricNames.webhooksDuplicate, duplicates, { provider: origin.provider });
  return { kind: 'recorded', recorded, duplicates, ignored };
}
