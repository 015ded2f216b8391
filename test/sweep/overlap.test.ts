import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localHourStart } from '../../functions/core/calendar.ts';
import type { MessageChannel } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { type SweepDeps, sweep } from '../../functions/sweep/sweep.ts';
import { journalEvent } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { modelJournal } from '../support/model-cloud.ts';
import { type Chance, chance, createWorld, type World } from '../support/world.ts';
import { countersOf, expiryWith, startedIn } from './sweep-world.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 500);

const tick = Date.UTC(2025, 10, 2, 17, 50);
/** The last run, a day after the accidents: late enough to see what was recorded during them. */
const lastTick = tick + 28 * hour;
const expiry = expiryWith({ rcs: 2 * hour });

type Case = { id: string; key: string; sent: ReadyMessage; delivered: ReadyMessage | undefined; knownLate: boolean };

/** A message; one that is heard of late started within a day, as spilled webhooks do. */
function inventCase(random: Chance, index: number): Case {
  const id = `m-${index}`;
  const knownLate = random.happens(0.3);
  const channel: MessageChannel = knownLate ? 'rcs' : random.pick(['sms', 'rcs']);
  const [youngest, oldest] = knownLate ? [0, 24] : channel === 'sms' ? [40, 100] : [0, 70];
  const at = tick - random.between(youngest * 60 + 1, oldest * 60) * minute;
  const zone = random.pick(['UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe']);
  const tenant = random.pick(['main', 'second']);
  const known = { id, key: `${tenant}#twilio#message#${id}`, tenant, channel, zone };
  const sent = journalEvent('sent', { ...known, at });
  const delivered = random.happens(0.4) ? journalEvent('delivered', { ...known, at: at + 1 }) : undefined;
  return { id, key: sent.key, sent, delivered, knownLate };
}

type Model = { world: World; journal: ReturnType<typeof modelJournal>; cursors: Map<string, number> };

function depsOf({ world, journal, cursors }: Model, now: () => number): SweepDeps {
  return {
    tenants: ['main', 'second'],
    expiry,
    retention: defaultRetention,
    journal,
    history: { get: (ids) => world.call(() => countersOf(journal.entries(), ids)) },
    index: {
      async *startedIn(tenant, hourStart) {
        const entries = await world.call(() => startedIn(journal.entries(), tenant, hourStart));
        for (const entry of entries) yield [entry];
      },
    },
    cursor: (name) => ({
      read: () => world.call(() => cursors.get(name)),
      move: (at) =>
        world.call(() => {
          const forward = (cursors.get(name) ?? 0) < at;
          if (forward) cursors.set(name, at);
          return forward;
        }),
    }),
    countLag: async () => 0,
    now,
    metric: () => undefined,
    log: silentLog,
  };
}

async function record(event: ReadyMessage, { journal }: Model): Promise<void> {
  for (;;) {
    const recorded = await recordEvent(event, journal).catch(() => 'crashed');
    if (recorded === 'recorded' || recorded === 'duplicate') return;
  }
}

async function waitSteps(steps: number, world: World): Promise<void> {
  for (let left = steps; left > 0; left -= 1) await world.step();
}

/** Sweeps overlap, crash, freeze and run out of time while receipts and late webhooks come in; then one runs in peace. */
async function liveThrough(seed: number) {
  const random = chance(seed);
  const world = createWorld(random, { crash: 0.01, freeze: 0.02 });
  const model: Model = { world, journal: modelJournal(world, random), cursors: new Map() };
  const cases = Array.from({ length: random.between(1, 6) }, (_, index) => inventCase(random, index));
  await world.run(cases.filter(({ knownLate }) => !knownLate).map(({ sent }) => record(sent, model)));
  const told = cases.map(async ({ sent, delivered, knownLate }) => {
    await waitSteps(random.between(0, 300), world);
    if (knownLate) await record(sent, model);
    await waitSteps(random.between(0, 300), world);
    if (delivered) await record(delivered, model);
  });
  const sweeps = [0, 0, hour, 2 * hour].map((later) => {
    let now = tick + later;
    const slowly = () => {
      now += random.below(8 * second);
      return now;
    };
    return sweep(tick + later, depsOf(model, slowly)).catch(() => undefined);
  });
  await world.run([...told, ...sweeps]);
  world.calmDown();
  await world.run([
    sweep(
      lastTick,
      depsOf(model, () => lastTick),
    ),
  ]);
  return { cases, journal: model.journal };
}

function isDue({ sent: { startedAt, zone, channel } }: Case): boolean {
  const utcHour = Math.floor(localHourStart(zone, startedAt) / hour) * hour;
  return utcHour + 1.75 * hour + expiry[channel] <= lastTick;
}

test(`what has no ending expires once when it is due, and nothing else does, after ${runs} lives full of accidents`, {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { cases, journal } = await liveThrough(seed);
      const changes = journal.shards.flatMap(({ records }) => records);
      for (const one of cases) {
        const entry = journal.entries().find(({ key }) => key === one.key);
        const expiries = changes.filter(
          ({ before, after }) => after.key === one.key && is(after) === 'expired' && is(before) !== 'expired',
        );
        const expected = one.delivered ? 'delivered' : isDue(one) ? 'expired' : undefined;
        expect([one.id, is(entry)]).toEqual([one.id, expected]);
        if (!one.delivered) expect(expiries).toHaveLength(isDue(one) ? 1 : 0);
        else expect(expiries.length).toBe(entry?.kind === 'message' && entry.late ? 1 : 0);
      }
    }),
    { numRuns: runs },
  );
});

function is(entry: ReturnType<ReturnType<typeof modelJournal>['entries']>[number] | undefined) {
  return entry?.kind === 'message' ? entry.outcome?.is : undefined;
}
