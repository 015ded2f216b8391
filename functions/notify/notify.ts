import type { Alert } from '../core/alert.ts';
import { type BusEvent, busEvents } from '../core/bus-event.ts';
import type { Group, GroupLog } from '../core/group.ts';
import { metricNames } from '../core/metric-names.ts';
import { logWithdrawn } from './group-log.ts';
import { keepLog } from './keep-log.ts';
import { type SendDeps, sendNotice } from './send-notice.ts';

/** One write to the alerts table. `sequence` is its place in the stream. */
type Change<Item> = { sequence: string; before: Item | undefined; after: Item };
export type AlertChange = Change<Alert>;
export type GroupChange = Change<Group>;
/** What was written to the alerts table. */
export type StreamBatch = {
  changes: AlertChange[];
  groups: GroupChange[];
  unreadable: { sequence: string; why: string }[];
};

export type NotifyDeps = SendDeps & {
  /** Throws unless the bus takes every event. */
  putEvents(events: readonly BusEvent[]): Promise<void>;
};

/** `unfinished`: from that record on, the batch is to be handed over again. */
export type NotifyOutcome = { kind: 'done' } | { kind: 'unfinished'; from: string };

/**
 * Tells the event bus what became of alerts, and channels what their groups have to tell; none waits for another. Never
 * throws.
 */
export async function notify(batch: StreamBatch, deps: NotifyDeps): Promise<NotifyOutcome> {
  for (const { sequence, why } of batch.unreadable) {
    deps.metric(metricNames.undecodable, 1);
    deps.log.error('alert record skipped', { sequence, why });
  }
  const byAlert = Map.groupBy(batch.changes, ({ after }) => `${after.tenant} ${after.rule} ${after.id}`);
  const byGroup = Map.groupBy(batch.groups, ({ after }) => `${after.tenant} ${after.id}`);
  const failed = await Promise.all([
    ...[...byAlert.values()].map((changes) => failedOf(changes, () => tellBus(changes, deps), deps)),
    ...[...byGroup.values()].map((changes) => failedOf(changes, () => tellChannel(changes, deps), deps)),
  ]);
  const first = firstOf(failed.flat().map(({ sequence }) => sequence));
  return first === undefined ? { kind: 'done' } : { kind: 'unfinished', from: first };
}

/** Sequence numbers are of different lengths, and longer than a number can hold. */
function firstOf(sequences: readonly string[]): string | undefined {
  return sequences.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/** @returns the changes to be handed over again */
async function failedOf<Item extends Alert | Group>(
  changes: readonly Change<Item>[],
  tell: () => Promise<void>,
  deps: NotifyDeps,
): Promise<readonly Change<Item>[]> {
  try {
    await tell();
    return [];
  } catch (error) {
    deps.log.error('change not told', { id: changes[0]?.after.id, error: String(error) });
    return changes;
  }
}

async function tellBus(changes: readonly AlertChange[], deps: NotifyDeps): Promise<void> {
  const events = changes.flatMap(({ before, after }) => busEvents(before, after, deps.stage));
  if (events.length > 0) await deps.putEvents(events);
}

/** Only the last change counts: what was decided before it is out of date. */
async function tellChannel(changes: readonly GroupChange[], deps: NotifyDeps): Promise<void> {
  const group = changes.at(-1)?.after;
  const entry = group?.outbox;
  if (group === undefined || entry === undefined || entry.seq <= (changes[0]?.before?.outbox?.seq ?? 0)) return;
  const [before, current] = await Promise.all([
    deps.readLog(group.tenant, group.id),
    deps.group(group.tenant, group.id),
  ]);
  // A record may come late: what was decided since has a record of its own.
  if (current?.outbox?.seq !== entry.seq || (before !== undefined && before.seq >= entry.seq)) return;
  if (entry.kind === 'withdraw') return withdraw(group, entry.seq, before, deps);
  await sendNotice({ group, entry, attempts: carriedOver(before), before }, deps);
}

/** A notice that takes the place of one still being tried goes on where that one was, so that it ends too. */
function carriedOver(before: GroupLog | undefined): number {
  return before?.outcome === 'retrying' ? before.attempts : 0;
}

async function withdraw(group: Group, seq: number, before: GroupLog | undefined, deps: NotifyDeps): Promise<void> {
  const { tenant, id, channel } = group;
  await keepLog(tenant, logWithdrawn(id, channel, seq, before, deps.now()), deps);
  deps.log.info('notice withdrawn', { channel, tenant, group: id, seq });
}
