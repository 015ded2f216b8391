import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noDrift } from '../../functions/audit/compare.ts';
import type { CounterId, Measures } from '../../functions/core/counter.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour } from '../../functions/core/time.ts';
import { type CountDeps, count } from '../../functions/count/count.ts';
import { type PrepareDeps, recordPrepared } from '../../functions/ingest/record-prepared.ts';
import { start } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { bookOf, modelCounters, modelJournal, modelRunning, recountOf, type Shard } from '../support/model-cloud.ts';
import { inventMessage } from '../support/oracle.ts';
import { type Admitted, countedBook, oracleBook, type Story } from '../support/oracle-book.ts';
import { inventOther, type LastSent } from '../support/oracle-kinds.ts';
import { recounted } from '../support/recounted.ts';
import { tenant } from '../support/taking.ts';
import { type Chance, chance, createWorld, type World } from '../support/world.ts';

/** Every bucket still takes counts, and nothing has expired. */
const countedAt = start + 5 * hour;
const runs = Number(process.env.PROPERTY_RUNS ?? 10_000);

type Run = {
  stories: Story[];
  admitted: Admitted;
  journal: ReturnType<typeof modelJournal>;
  counters: ReturnType<typeof modelCounters>;
  running: ReturnType<typeof modelRunning>;
};

/** One whole life of a few messages, calls and other entries under everything that can go wrong. */
async function liveThrough(seed: number): Promise<Run> {
  const random = chance(seed);
  const world = createWorld(random, { crash: 0.02, freeze: 0.03 });
  const journal = modelJournal(world, random);
  const counters = modelCounters(world);
  const running = modelRunning(world);
  const lastSent: LastSent = new Map();
  const stories = [
    ...Array.from({ length: random.between(1, 5) }, (_, index) => inventMessage(random, index)),
    ...Array.from({ length: random.between(0, 2) }, (_, index) => inventOther(random, index, lastSent)),
  ];
  const deps: CountDeps = {
    store: counters.store,
    running: running.store,
    setAside: async () => undefined,
    noteProgress: async () => undefined,
    retention: defaultRetention,
    now: () => countedAt,
    metric: () => undefined,
    log: silentLog,
  };
  let open = true;
  const { admits, admitted } = smallDays();
  const lastSentTo = async (tenant: string, person: string, from: number, to: number) => {
    const sent = lastSent.get(`${tenant} ${person}`);
    return sent && from <= sent.startedAt && sent.startedAt <= to ? sent : undefined;
  };
  const taking = { prepare: { admits, lastSentTo, metric: () => undefined }, journal, world, random };
  const ingesting = Promise.all(stories.map((story) => report(story, taking))).then(() => {
    open = false;
  });
  const splitting = waitSteps(random.between(0, 60), world).then(journal.split);
  const zombies: Promise<unknown>[] = [];
  const polling = { journal, deps, world, random, progress: new Map(), zombies, open: () => open };
  await world.run([ingesting, splitting, ...pollers.map((shardId) => poll(shardId, polling))]);
  world.calmDown();
  await world.run(zombies);
  return { stories, admitted, journal, counters, running };
}

/** Days that count two values of each dimension apart, whichever come first. */
function smallDays() {
  const days = new Map<string, Set<string>>();
  const valuesOf = (tenant: string, dayStart: number, dimension: string) => {
    const name = `${tenant} ${dayStart} ${dimension}`;
    const values = days.get(name) ?? new Set();
    days.set(name, values);
    return values;
  };
  const admits: PrepareDeps['admits'] = async (tenant, dayStart, dimension, value) => {
    const values = valuesOf(tenant, dayStart, dimension);
    if (values.size < 2) values.add(value);
    return values.has(value);
  };
  const admitted: Admitted = (tenant, dayStart, dimension, value) => valuesOf(tenant, dayStart, dimension).has(value);
  return { admits, admitted };
}

type Taking = { prepare: PrepareDeps; journal: Run['journal']; world: World; random: Chance };

/** All webhooks of a story, each up to three times; a repetition may come at any time after the first. */
async function report({ events, inOrder }: Story, taking: Taking): Promise<void> {
  const { random } = taking;
  const taken: Promise<void>[] = [];
  for (const event of inOrder ? events : random.shuffled(events)) {
    const first = take(event, taking);
    if (inOrder) await first;
    taken.push(first, ...Array.from({ length: random.between(0, 2) }, () => take(event, taking)));
  }
  await Promise.all(taken);
}

/** A webhook is repeated by its provider, or spilled and replayed, until it has been taken. */
async function take(event: JournalEvent, { prepare, journal, world, random }: Taking): Promise<void> {
  await waitSteps(random.between(0, 30), world);
  for (;;) {
    const result = await recordPrepared(event, tenant(), journal, prepare).catch(() => 'crashed');
    if (result !== 'crashed' && result !== 'contended') return;
  }
}

async function waitSteps(steps: number, world: World): Promise<void> {
  for (let left = steps; left > 0; left -= 1) await world.step();
}

/** Every shard has a poller; some have a second one, as after a lease that was lost and not noticed. */
const pollers = ['a', 'b', 'c', 'a1', 'a2', 'a', 'b', 'a1'];

type Polling = {
  journal: Run['journal'];
  deps: CountDeps;
  world: World;
  random: Chance;
  /** How far some poller of each shard has got. */
  progress: Map<string, number>;
  /** Invocations that their poller gave up waiting for. */
  zombies: Promise<unknown>[];
  open: () => boolean;
};

async function poll(shardId: string, polling: Polling): Promise<void> {
  const { journal, world, random, progress } = polling;
  let done = 0;
  for (;;) {
    await world.step();
    const shard = journal.shards.find(({ id }) => id === shardId);
    const available = shard?.records.length ?? 0;
    if (available === done && !polling.open()) return;
    const parentsDone = shard?.parents.every(({ id, records }) => (progress.get(id) ?? 0) >= records.length);
    if (!shard || !parentsDone || available === done) continue;
    // Sometimes redelivered from further back, always cut anew.
    const from = random.happens(0.2) ? random.below(done + 1) : done;
    const to = random.between(from + 1, Math.min(available, from + 6));
    if (!(await deliverBatch(shard, from, to, polling))) continue;
    done = Math.max(done, to);
    progress.set(shardId, Math.max(progress.get(shardId) ?? 0, done));
  }
}

async function deliverBatch(shard: Shard, from: number, to: number, polling: Polling): Promise<boolean> {
  const batch = { shardId: shard.id, changes: shard.records.slice(from, to), undecodable: [] };
  const invocation = count(batch, polling.deps).then(
    () => true,
    () => false,
  );
  if (!polling.random.happens(0.1)) return invocation;
  // It timed out for its poller, which delivers again, while it goes on somewhere and writes late.
  polling.zombies.push(invocation);
  return false;
}

/** What running totals have to be: all transitions that the minutes of each provider hold. */
function transitionsOf(items: readonly { id: CounterId; measures: Measures }[]): Record<string, number> {
  const book: Record<string, number> = {};
  for (const { id, measures } of items) {
    if (id.dimension !== 'provider' || id.granularity !== 'minute') continue;
    for (const [name, amount] of Object.entries(measures)) {
      const key = `${id.tenant} ${id.value} ${name}`;
      if (name.startsWith('t.')) book[key] = (book[key] ?? 0) + amount;
    }
  }
  return book;
}

test(`counters equal the oracle and the journal after ${runs.toLocaleString('en')} lives full of accidents`, {
  timeout: 900_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { stories, admitted, journal, counters, running } = await liveThrough(seed);
      const items = counters.items().map(([, item]) => item);
      const truths = stories.map(({ truth }) => truth);
      expect(countedBook(items)).toEqual(oracleBook(truths, admitted));
      expect(bookOf(counters.items())).toEqual(recountOf(journal.entries()));
      expect(bookOf(running.items())).toEqual(transitionsOf(items));
      const drift = await recounted(items, journal.entries(), countedAt);
      expect(drift.items).toBeGreaterThan(0);
      expect(drift).toEqual({ ...noDrift(), items: drift.items, equal: drift.items });
    }),
    { numRuns: runs },
  );
});
