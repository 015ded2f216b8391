import { addDrift, type Drift, noDrift } from '../../functions/audit/compare.ts';
import { type RecountDeps, recountHour } from '../../functions/audit/recount.ts';
import { recountUsers } from '../../functions/audit/recount-users.ts';
import type { CounterId, Measures } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour } from '../../functions/core/time.ts';
import { bucketStart, type Setting, settings } from './oracle-book.ts';

type Item = { id: CounterId; measures: Measures };

/** What the product's own recount finds, of all hours and users' days that were counted. */
export async function recounted(items: readonly Item[], entries: readonly JournalEntry[], now: number): Promise<Drift> {
  const total = noDrift();
  const deps = recountDeps(items, entries, now);
  const users = items.filter(({ id }) => id.dimension === 'user');
  const how = { quietMs: 0, repair: false };
  for (const tenant of Object.keys(settings) as Setting[]) {
    const { zone } = settings[tenant];
    for (const at of startsOf(tenant, items)) addDrift(total, await recountHour({ tenant, hour: at, ...how }, deps));
    for (const day of new Set(users.filter(({ id }) => id.tenant === tenant).map(({ id }) => id.start))) {
      addDrift(total, await recountUsers({ tenant, zone, day, ...how }, deps));
    }
  }
  return total;
}

/** The hours of UTC in which buckets begin. */
function startsOf(tenant: string, items: readonly Item[]): Set<number> {
  const hours = items.filter(({ id }) => id.tenant === tenant && id.dimension !== 'user');
  return new Set(hours.map(({ id }) => id.start - (id.start % hour)));
}

function recountDeps(items: readonly Item[], entries: readonly JournalEntry[], now: number): RecountDeps {
  const stored = items.map(({ id, measures }) => ({ ...id, measures, rev: 1 }));
  const byKey = new Map(stored.map((counter) => [JSON.stringify(counterKey(counter)), counter]));
  return {
    stored: async (tenant, from, to) =>
      stored.filter(
        (counter) =>
          counter.tenant === tenant && counter.dimension !== 'user' && from <= counter.start && counter.start < to,
      ),
    storedUsers: async (ids) => ids.flatMap((id) => byKey.get(JSON.stringify(counterKey(id))) ?? []),
    async *startedIn(tenant, hourStart) {
      yield entries.filter(
        (entry) =>
          entry.tenant === tenant &&
          entry.kind !== 'registration' &&
          bucketStart(tenant as Setting, 'hour', entry.startedAt) === hourStart,
      );
    },
    repair: async () => false,
    pause: async () => undefined,
    retention: defaultRetention,
    now: () => now,
  };
}
