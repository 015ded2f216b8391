import { localHourStart } from '../../functions/core/calendar.ts';
import { type Contributions, contributions } from '../../functions/core/contributions.ts';
import type { Counter, CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { MessageChannel } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour } from '../../functions/core/time.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { type SweepDeps, sweep } from '../../functions/sweep/sweep.ts';
import { journalEvent } from '../support/events.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { mergeContributions } from '../support/merge-contributions.ts';

/** All channels after 72 hours, but for those given. */
export function expiryWith(given: Partial<Record<MessageChannel, number>> = {}): SweepDeps['expiry'] {
  const usual = 72 * hour;
  return { sms: usual, mms: usual, rcs: usual, whatsapp: usual, messenger: usual, other: usual, ...given };
}

export function startedIn(entries: Iterable<JournalEntry>, tenant: string, hourStart: number): JournalEntry[] {
  return [...entries].filter(
    (entry) => entry.tenant === tenant && localHourStart(entry.zone, entry.startedAt) === hourStart,
  );
}

/** Counters as they are when everything is counted. */
export function countersOf(entries: Iterable<JournalEntry>, ids: readonly CounterId[]): Counter[] {
  const total: Contributions = new Map();
  for (const entry of entries) mergeContributions(total, contributions(entry));
  return ids.flatMap((id) => total.get(Object.values(counterKey(id)).join(' ')) ?? []);
}

/** The sweep with everything around it in memory: the journal, counters that are always up to date, cursors. */
export function sweepWorld(changes: Partial<SweepDeps> = {}) {
  const journal = memoryJournal();
  const cursors = new Map<string, number>();
  const clock = { at: 0 };
  const walked: string[] = [];
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const deps: SweepDeps = {
    tenants: ['main'],
    expiry: expiryWith(),
    retention: defaultRetention,
    journal,
    history: { get: async (ids) => countersOf(journal.entries.values(), ids) },
    index: {
      async *startedIn(tenant, hourStart) {
        walked.push(new Date(hourStart).toISOString());
        yield startedIn(journal.entries.values(), tenant, hourStart);
      },
    },
    cursor: (name) => ({
      read: async () => cursors.get(name),
      move: async (at) => {
        if ((cursors.get(name) ?? 0) >= at) return false;
        cursors.set(name, at);
        return true;
      },
    }),
    countLag: async () => 0,
    now: () => clock.at,
    metric,
    log,
    ...changes,
  };
  return {
    journal,
    cursors,
    walked,
    clock,
    log,
    sums,
    deps,
    /** A message under its id, which `outcomeOf` knows it by. */
    tell: (id: string, status: Status, overrides: Partial<ReadyMessage> = {}) =>
      recordEvent(journalEvent(status, { id, key: `main#twilio#message#${id}`, ...overrides }), journal),
    sweepAt: (at: number, now: SweepDeps['now'] = () => at) => {
      clock.at = at;
      return sweep(at, { ...deps, now });
    },
    outcomeOf(id: string) {
      const entry = journal.entries.get(`main#twilio#message#${id}`);
      return entry?.kind === 'message' ? entry.outcome?.is : undefined;
    },
  };
}
