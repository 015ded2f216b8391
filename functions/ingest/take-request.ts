import type { Journal } from '../core/journal.ts';
import { toJournalEvent } from '../core/journal-event.ts';
import type { MessageEvent } from '../core/message-event.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import type { WebhookRequest } from '../core/webhook.ts';
import type { Provider } from '../providers/provider.ts';
import { recordEvent } from './record-event.ts';

/** An authentic request: whose it is, and when it came in (product time). */
export type AuthenticRequest = {
  tenant: string;
  zone: string;
  accounts: readonly string[];
  providerName: string;
  provider: Provider;
  request: WebhookRequest;
  /** The URL that was found signed. */
  url: string;
  receivedAt: number;
};

export type TakeDeps = {
  journal: Journal;
  /** The deployment's key for number hashes. */
  numberKey(): Promise<string>;
  /** Keeps an authentic request that cannot be read, for a week. */
  quarantine(taken: AuthenticRequest, why: string): Promise<void>;
  fromWall(at: number): number;
  metric: EmitMetric;
};

export type Taken =
  | { kind: 'recorded'; recorded: number; duplicates: number; ignored: string[] }
  | { kind: 'malformed'; why: string }
  /** Some event is not in the journal; taking the whole request again later is safe. */
  | { kind: 'unfinished'; why: string };

/** Parses an authentic request and takes its events into the journal. Used by ingest and by replay. */
export async function takeRequest(taken: AuthenticRequest, deps: TakeDeps): Promise<Taken> {
  const parsed = taken.provider.parse(taken.request, taken.url);
  if (parsed.kind === 'malformed') return setAside(taken, parsed.why, deps);
  const strangers = parsed.events.find((event) => !belongs(event, taken.accounts));
  if (strangers) return setAside(taken, `the account is not one of tenant ${taken.tenant}`, deps);
  return record(parsed.events, parsed.ignored, taken, deps);
}

function belongs(event: MessageEvent, accounts: readonly string[]): boolean {
  return accounts.length === 0 || (event.account !== undefined && accounts.includes(event.account));
}

async function setAside(taken: AuthenticRequest, why: string, deps: TakeDeps): Promise<Taken> {
  deps.metric(metricNames.webhooksMalformed, 1, { provider: taken.providerName });
  await deps.quarantine(taken, why);
  return { kind: 'malformed', why };
}

async function record(
  events: readonly MessageEvent[],
  ignored: string[],
  taken: AuthenticRequest,
  deps: TakeDeps,
): Promise<Taken> {
  const context = {
    tenant: taken.tenant,
    zone: taken.zone,
    receivedAt: taken.receivedAt,
    fromWall: deps.fromWall,
    numberKey: await deps.numberKey(),
  };
  const results = await Promise.all(events.map((event) => recordEvent(toJournalEvent(event, context), deps.journal)));
  if (results.includes('contended')) return { kind: 'unfinished', why: 'other writers kept winning' };
  const recorded = results.filter((result) => result === 'recorded').length;
  const duplicates = results.length - recorded;
  if (duplicates > 0) deps.metric(metricNames.webhooksDuplicate, duplicates, { provider: taken.providerName });
  return { kind: 'recorded', recorded, duplicates, ignored };
}
