import type { AuditedCounter } from '../../../functions/audit/compare.ts';
import { byKey, type RecountDeps } from '../../../functions/audit/recount.ts';
import { advance } from '../../../functions/core/advance.ts';
import { localHourStart } from '../../../functions/core/calendar.ts';
import { type Contributions, contributions } from '../../../functions/core/contributions.ts';
import type { JournalEntry } from '../../../functions/core/journal-entry.ts';
import type { JournalEvent } from '../../../functions/core/journal-event.ts';
import type { ReadyMessage } from '../../../functions/core/message/event.ts';
import { defaultRetention } from '../../../functions/core/retention.ts';
import { hour } from '../../../functions/core/time.ts';
import { journalEvent } from '../../support/events.ts';
import { mergeContributions } from '../../support/merge-contributions.ts';

/** The entry that events make. */
export function entryOf(...events: JournalEvent[]): JournalEntry {
  let entry: JournalEntry | undefined;
  for (const event of events) {
    const step = advance(entry, event);
    if (step.kind === 'changed') entry = step.entry;
  }
  if (entry === undefined) throw new Error('no events');
  return entry;
}

export function delivered(id: string, overrides: Partial<ReadyMessage> = {}): JournalEntry {
  const provider = overrides.provider ?? 'twilio';
  const told = { id, key: `main#${provider}#message#${id}`, ...overrides };
  return entryOf(journalEvent('sent', told), journalEvent('delivered', told));
}

/** A journal, and counters that are what it makes them. */
export function auditWorld(entries: JournalEntry[]) {
  const total: Contributions = new Map();
  for (const entry of entries) mergeContributions(total, contributions(entry));
  const items = byKey([...total.values()].map((counter): AuditedCounter => ({ ...counter, rev: 1 })));
  const deps: Omit<RecountDeps, 'now'> = {
    stored: async (tenant, from, to) =>
      structuredClone([...items.values()]).filter(
        (item) =>
          item.tenant === tenant &&
          item.dimension !== 'user' &&
          (item.granularity === 'minute' || item.granularity === 'hour') &&
          from <= item.start &&
          item.start < to,
      ),
    storedUsers: async (ids) =>
      structuredClone(
        [...byKey(ids.map((id) => ({ ...id, measures: {} }))).keys()].flatMap((key) => items.get(key) ?? []),
      ),
    async *startedIn(tenant, hourStart) {
      yield entries.filter(
        (entry) => entry.tenant === tenant && localHourStart(entry.zone, entry.startedAt) === hourStart,
      );
    },
    repair: async (counter, measures) => {
      const [key = ''] = byKey([counter]).keys();
      const item = items.get(key) ?? { ...counter, measures: {}, rev: 0 };
      if (item.rev !== counter.rev) return false;
      const next = { ...item.measures, ...measures };
      for (const name of Object.keys(next)) if (next[name] === 0) delete next[name];
      items.set(key, { ...item, measures: next, rev: item.rev + 1 });
      return true;
    },
    pause: async () => undefined,
    retention: defaultRetention,
  };
  const keyOf = (counter: AuditedCounter) => [...byKey([counter]).keys()][0] ?? '';
  return {
    items,
    entries,
    depsAt: (now: number): RecountDeps => ({ ...deps, now: () => now }),
    /** The stored minutes and hours that are recounted with an hour. */
    recounted: (from: number) =>
      [...items.values()].filter(
        ({ dimension, start, measures }) =>
          dimension !== 'user' && from <= start && start < from + hour && Object.keys(measures).some(isRecounted),
      ),
    remove: (counter: AuditedCounter) => items.delete(keyOf(counter)),
    put: (counter: AuditedCounter) => items.set(keyOf(counter), structuredClone(counter)),
  };
}

const isRecounted = (name: string) => name.startsWith('o.') || name.startsWith('x.');
