import type { Alert, ChannelLog, OutboxEntry } from '../core/alert.ts';
import { type BusEvent, busEvents } from '../core/bus-event.ts';
import { metricNames } from '../core/metric-names.ts';
import { keepLog } from './keep-log.ts';
import { type SendDeps, sendNotice } from './send-notice.ts';

/** One write to the alerts table. `sequence` is its place in the stream. */
export type AlertChange = { sequence: string; before: Alert | undefined; after: Alert };
export type AlertBatch = { changes: AlertChange[]; unreadable: { sequence: string; why: string }[] };

export type NotifyDeps = SendDeps & {
  /** Throws unless the bus takes every event. */
  putEvents(events: readonly BusEvent[]): Promise<void>;
};

/** `unfinished`: from that record on, the batch is to be handed over again. */
export type NotifyOutcome = { kind: 'done' } | { kind: 'unfinished'; from: string };

/** Tells the event bus and the channels what changed; alerts and channels do not wait for each other. Never throws. */
export async function notify(batch: AlertBatch, deps: NotifyDeps): Promise<NotifyOutcome> {
  for (const { sequence, why } of batch.unreadable) {
    deps.metric(metricNames.undecodable, 1);
    deps.log.error('alert record skipped', { sequence, why });
  }
  const byAlert = Map.groupBy(batch.changes, ({ after }) => `${after.tenant} ${after.rule} ${after.id}`);
  const failed = new Set<AlertChange>();
  await Promise.all(
    [...byAlert.values()].map(async (changes) => {
      for (const change of await tell(changes, deps)) failed.add(change);
    }),
  );
  const first = batch.changes.find((change) => failed.has(change));
  return first === undefined ? { kind: 'done' } : { kind: 'unfinished', from: first.sequence };
}

/**
 * Tells what happened to one alert: every change to the bus, and the last one to the channels, for what was decided
 * before it is out of date. @returns the changes to be handed over again
 */
async function tell(changes: readonly AlertChange[], deps: NotifyDeps): Promise<readonly AlertChange[]> {
  const last = changes.at(-1);
  if (last === undefined) return [];
  const events = changes.flatMap(({ before, after }) => busEvents(before, after, deps.stage));
  const results = await Promise.allSettled([
    events.length > 0 ? deps.putEvents(events) : undefined,
    tellChannels(changes[0]?.before, last.after, deps),
  ]);
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const error of errors) {
    deps.log.error('alert not told', { alert: last.after.id, rule: last.after.rule, error: String(error) });
  }
  return errors.length > 0 ? changes : [];
}

async function tellChannels(before: Alert | undefined, alert: Alert, deps: NotifyDeps): Promise<void> {
  const risen = Object.entries(alert.outbox).filter(
    ([channel, entry]) => entry.seq > (before?.outbox[channel]?.seq ?? 0),
  );
  if (risen.length === 0) return;
  const logs = await deps.readLogs(alert.tenant, alert.id);
  const results = await Promise.allSettled(
    risen.map(([channel, entry]) => tellChannel(alert, channel, entry, logs, deps)),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function tellChannel(
  alert: Alert,
  channel: string,
  entry: OutboxEntry,
  logs: readonly ChannelLog[],
  deps: NotifyDeps,
): Promise<void> {
  const before = logs.find((log) => log.channel === channel);
  if (before !== undefined && before.seq >= entry.seq) return;
  if (entry.kind === 'withdraw') return withdraw(alert, channel, entry, before, deps);
  await sendNotice({ alert, channel, entry, kind: entry.kind, attempts: carriedOver(before), before }, deps);
}

/** A notice that takes the place of one still being tried goes on where that one was, so that it ends too. */
function carriedOver(before: ChannelLog | undefined): number {
  return before?.outcome === 'retrying' ? before.attempts : 0;
}

async function withdraw(
  alert: Alert,
  channel: string,
  { seq }: OutboxEntry,
  before: ChannelLog | undefined,
  deps: NotifyDeps,
): Promise<void> {
  const log: ChannelLog = { ...before, channel, seq, outcome: 'withdrawn', attempts: 0, triedAt: deps.now() };
  await keepLog(alert.tenant, alert.id, log, deps);
  deps.log.info('notice withdrawn', { channel, tenant: alert.tenant, rule: alert.rule, alert: alert.id, seq });
}
