import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour } from '../../functions/core/time.ts';
import { type CountDeps, count } from '../../functions/count/count.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { start } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { bookOf, modelCounters, modelJournal, recountOf, type Shard } from '../support/model-cloud.ts';
import { expectedProviderBook, inventStory, type Story, webhooksOf } from '../support/oracle.ts';
import { inventOther, type OtherStory } from '../support/oracle-kinds.ts';
import { type Chance, chance, createWorld, type World } from '../support/world.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 10_000);

type Run = {
  stories: Story[];
  others: OtherStory[];
  journal: ReturnType<typeof modelJournal>;
  counters: ReturnType<typeof modelCounters>;
};

/** One whole life of a few messages, calls and other entries under everything that can go wrong. */
async function liveThrough(seed: number): Promise<Run> {
  const random = chance(seed);
  const world = createWorld(random, { crash: 0.02, freeze: 0.03 });
  const journal = modelJournal(world, random);
  const counters = modelCounters(world);
  const stories = Array.from({ length: random.between(1, 5) }, (_, index) => inventStory(random, index));
  const others = Array.from({ length: random.between(0, 2) }, (_, index) => inventOther(random, index));
  const webhooks = [
    ...stories.flatMap((story) => webhooksOf(story, random)),
    ...others.flatMap(({ events }) => events),
  ];
  const deliveries = random.shuffled(webhooks.flatMap((webhook) => Array(random.between(1, 3)).fill(webhook)));
  const deps: CountDeps = {
    store: counters.store,
    setAside: async () => undefined,
    noteProgress: async () => undefined,
    retention: defaultRetention,
    now: () => start + 5 * hour,
    metric: () => undefined,
    log: silentLog,
  };
  let open = true;
  const ingesting = Promise.all(deliveries.map((event) => deliver(event, journal, world, random))).then(() => {
    open = false;
  });
  const splitting = waitSteps(random.between(0, 60), world).then(journal.split);
  const zombies: Promise<unknown>[] = [];
  const polling = { journal, deps, world, random, progress: new Map(), zombies, open: () => open };
  await world.run([ingesting, splitting, ...pollers.map((shardId) => poll(shardId, polling))]);
  world.calmDown();
  await world.run(zombies);
  return { stories, others, journal, counters };
}

/** A webhook is repeated by its provider, or spilled and replayed, until it has been taken. */
async function deliver(event: JournalEvent, journal: Run['journal'], world: World, random: Chance): Promise<void> {
  await waitSteps(random.between(0, 30), world);
  for (;;) {
    const result = await recordEvent(event, journal).catch(() => 'crashed');
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

/** The counted book of scope `provider`, in the oracle's terms. */
function countedProviderBook(run: Run, expected: Record<string, number>): Record<string, number> {
  const book: Record<string, number> = {};
  for (const [, { id, measures }] of run.counters.items()) {
    if (id.dimension !== 'provider' || id.granularity === 'day') continue;
    for (const [measure, amount] of Object.entries(measures)) {
      const bucket = id.value === 'telnyx' ? `${new Date(id.start).toISOString().slice(0, 16)}Z` : 'any';
      const key = `${id.value} ${id.granularity} ${bucket} ${measure}`;
      if (key in expected) book[key] = (book[key] ?? 0) + amount;
    }
  }
  return book;
}

test(`counters equal the oracle and the journal after ${runs.toLocaleString('en')} lives full of accidents`, {
  timeout: 900_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const run = await liveThrough(seed);
      expect(bookOf(run.counters.items())).toEqual(recountOf(run.journal.entries()));
      const expected = expectedProviderBook(run.stories, run.others);
      expect(countedProviderBook(run, expected)).toEqual(expected);
    }),
    { numRuns: runs },
  );
});
