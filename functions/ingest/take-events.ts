import type { Journal } from '../core/journal.ts';
import { type JournalContext, toJournalEvents } from '../core/journal-event.ts';
import { metricNames } from '../core/metric-names.ts';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { RateCard } from '../core/rate-card.ts';
import type { Parsed } from '../providers/provider.ts';
import { type PrepareDeps, recordPrepared } from './record-prepared.ts';
import type { Tenant } from './tenant.ts';

/** Where authentic events come from: whose they are, and when they came in (product time). */
export type Origin = {
  tenant: string;
  settings: Tenant;
  provider: string;
  receivedAt: number;
  /** What came in, to be kept if it cannot be read. */
  body: Buffer;
};

export type TakeDeps = PrepareDeps & {
  journal: Journal;
  /** The deployment's key for number hashes. */
  numberKey(): Promise<string>;
  /** Keeps what is authentic and cannot be read, for a week. */
  quarantine(origin: Origin, why: string): Promise<void>;
  fromWall(at: number): number;
  rateCards: readonly RateCard[];
};

export type Taken =
  | { kind: 'recorded'; recorded: number; duplicates: number; ignored: string[] }
  | { kind: 'malformed'; why: string }
  /** Some event is not in the journal; taking everything again later is safe. */
  | { kind: 'unfinished'; why: string };

/** Takes what an authentic provider told into the journal. */
export async function takeEvents(parsed: Parsed, origin: Origin, deps: TakeDeps): Promise<Taken> {
  if (parsed.kind === 'malformed') return setAside(origin, parsed.why, deps);
  const stranger = parsed.events.find((event) => !belongs(event, origin.settings.accounts));
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
  const context = await contextOf(origin, deps);
  const ready = events.flatMap((event) => toJournalEvents(event, context));
  const results = await Promise.all(ready.map((event) => recordPrepared(event, origin.settings, deps.journal, deps)));
  if (results.includes('contended')) return { kind: 'unfinished', why: 'other writers kept winning' };
  const recorded = results.filter((result) => result === 'recorded').length;
  const duplicates = results.length - recorded;
  if (duplicates > 0) deps.metric(metricNames.webhooksDuplicate, duplicates, { provider: origin.provider });
  return { kind: 'recorded', recorded, duplicates, ignored };
}

async function contextOf({ tenant, settings, receivedAt }: Origin, deps: TakeDeps): Promise<JournalContext> {
  const { timeZone: zone, inbound } = settings;
  const { fromWall, rateCards } = deps;
  const numberKey = await deps.numberKey();
  return { tenant, zone, receivedAt, fromWall, numberKey, rateCards, inboundClasses: inbound.classes };
}
