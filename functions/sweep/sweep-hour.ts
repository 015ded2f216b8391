import { quarter } from '../core/calendar.ts';
import { finished, measure } from '../core/counter.ts';
import type { Journal, JournalIndex } from '../core/journal.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import { isPlanned, type MessageChannel, type MessageEntry } from '../core/message/entry.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { acceptsCounts, type Retention } from '../core/retention.ts';
import { hour } from '../core/time.ts';
import { recordEvent } from '../ingest/record-event.ts';
import type { History } from '../query/history.ts';
import { expiredEvent } from './expired-event.ts';

export type SweepHourDeps = {
  history: Pick<History, 'get'>;
  index: Pick<JournalIndex, 'startedIn'>;
  journal: Journal;
  retention: Retention;
  now(): number;
  metric: EmitMetric;
  log: Log;
};

/** Messages of a tenant that expire after the same time. */
export type Lot = { tenant: string; timeout: number; channels: readonly MessageChannel[] };

export type SweptHour = {
  /** Read in the journal. */
  messages: number;
  expired: number;
  ending: 'done' | 'contended' | 'out-of-time';
};

/** Spilled webhooks and stream records are tried for a day: what was first recorded, or counted, so late is found then. */
const secondLook = 25 * hour;

/** Where local hours begin in a UTC hour, whatever the tenant's zone was when a message started. */
const localHours = [0, quarter, 2 * quarter, 3 * quarter] as const;

/** So many messages are written at once. */
const concurrency = 25;

/**
 * Marks as expired what has no ending among the messages that started in the local hours of a UTC hour, and in those a
 * day before it. @param until product time at which to stop
 */
export async function sweepHour(lot: Lot, hourStart: number, until: number, deps: SweepHourDeps): Promise<SweptHour> {
  const swept: SweptHour = { messages: 0, expired: 0, ending: 'done' };
  const starts = [hourStart - secondLook, hourStart].flatMap((utc) => localHours.map((shift) => utc + shift));
  for (const start of await pendingHours(lot.tenant, starts, deps)) {
    for await (const entries of deps.index.startedIn(lot.tenant, start, 'message')) {
      if (deps.now() >= until) return { ...swept, ending: 'out-of-time' };
      const { expired, contended } = await expire(lot, entries, deps);
      swept.messages += entries.length;
      swept.expired += expired;
      if (contended) swept.ending = 'contended';
    }
  }
  return swept;
}

/**
 * The hours in which something may be without an ending. An hour without a counter had no messages, as long as it takes
 * counts. It is safe to believe the counters: the hour ended at least an hour ago, nothing is swept while counting is
 * behind, and what one stuck shard had not counted then is seen at the second look.
 */
async function pendingHours(tenant: string, starts: readonly number[], deps: SweepHourDeps): Promise<number[]> {
  const total = { tenant, dimension: 'total', value: 'all', granularity: 'hour' } as const;
  const counters = await deps.history.get(starts.map((start) => ({ ...total, start })));
  const pending = counters.filter(({ measures }) => measure(measures, 'o.started') !== finished(measures));
  const hours = new Set(pending.map(({ start }) => start));
  const now = deps.now();
  return starts.filter((start) => hours.has(start) || !acceptsCounts({ ...total, start }, now, deps.retention));
}

async function expire({ timeout, channels }: Lot, entries: readonly JournalEntry[], deps: SweepHourDeps) {
  const due = entries.filter((entry) => entry.kind === 'message').filter((entry) => isDue(entry, channels));
  const journal = standing(deps.journal);
  const expired: MessageEntry[] = [];
  let contended = false;
  for (let from = 0; from < due.length; from += concurrency) {
    const written = due.slice(from, from + concurrency).map(async (entry) => {
      const recorded = await recordEvent(expiredEvent(entry, timeout, deps.now()), journal);
      if (recorded === 'recorded') expired.push(entry);
      if (recorded === 'contended') contended = true;
    });
    await Promise.all(written);
  }
  for (const [provider, amount] of byProvider(expired)) deps.metric(metricNames.messagesExpired, amount, { provider });
  return { expired: expired.length, contended };
}

function isDue(entry: MessageEntry, channels: readonly MessageChannel[]): boolean {
  return entry.outcome === undefined && channels.includes(entry.channel) && !isPlanned(entry);
}

/** An entry that was removed since it was read is not born again: it counts as contended, and is gone the next time. */
function standing({ load, save }: Journal): Journal {
  return { load, save: async (entry) => entry.rev > 1 && save(entry) };
}

function byProvider(entries: readonly MessageEntry[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { provider } of entries) sums.set(provider, (sums.get(provider) ?? 0) + 1);
  return sums;
}
