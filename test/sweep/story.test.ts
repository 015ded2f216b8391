import { beforeAll, describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { count, type JournalChange } from '../../functions/count/count.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { journalEvent, start } from '../support/events.ts';
import { noRunning, silentLog } from '../support/fakes.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { expiryWith, startedIn } from './sweep-world.ts';

/** Journal, count and sweep, joined as they are when deployed. */
function pipeline() {
  const clock = { at: start };
  const now = () => clock.at;
  const inMemory = memoryJournal();
  const counters = memoryCounters({ now, retention: defaultRetention });
  const changes: JournalChange[] = [];
  const cursors = new Map<string, number>();
  const quiet = { retention: defaultRetention, now, metric: () => undefined, log: silentLog };
  const journal: typeof inMemory = {
    ...inMemory,
    async save(after) {
      const before = inMemory.entries.get(after.key);
      const saved = await inMemory.save(after);
      if (saved) changes.push({ sequence: String(1000 + changes.length), before, after });
      return saved;
    },
  };
  let counted = 0;
  const countAll = async () => {
    const batch = { shardId: 'shard', changes: changes.slice(counted), undecodable: [] };
    counted = changes.length;
    const setAside = async () => undefined;
    const noteProgress = async () => undefined;
    await count(batch, { ...quiet, store: counters, running: noRunning, setAside, noteProgress });
  };
  return {
    counters,
    entries: () => [...inMemory.entries.values()],
    async tell(event: ReadyMessage) {
      clock.at = event.receivedAt;
      await recordEvent(event, journal);
      await countAll();
    },
    async sweepAt(tick: number) {
      clock.at = tick;
      const outcome = await sweep(tick, {
        ...quiet,
        tenants: ['main'],
        expiry: expiryWith(),
        journal,
        history: counters,
        index: {
          async *startedIn(tenant, hourStart) {
            yield startedIn(inMemory.entries.values(), tenant, hourStart);
          },
        },
        cursor: (name) => ({
          read: async () => cursors.get(name),
          move: async (at) => cursors.set(name, at).size > 0,
        }),
        countLag: async () => 0,
      });
      await countAll();
      return outcome;
    },
  };
}

const labels = {
  carrier: 'AT&T',
  country: 'US',
  campaign: 'spring',
  sender: '+1415•••0123~ab',
  pool: 'MG1',
  template: 'welcome',
  user: 'u-1',
};

const scopes = [
  'total all hour',
  'provider twilio hour',
  'carrier twilio|AT&T hour',
  'country US hour',
  'campaign spring hour',
  'sender +1415•••0123~ab hour',
  'pool MG1 hour',
  'template welcome hour',
  'user u-1 day',
];

/** Outcomes of what started in the hour, or the day, of the message. Minutes take no counts after a day. */
function outcomesOf({ counters }: ReturnType<typeof pipeline>): Record<string, Measures> {
  const outcomes: Record<string, Measures> = {};
  for (const { dimension, value, granularity, start: bucket, measures } of counters.items()) {
    if (granularity === 'minute' || bucket > start) continue;
    const own = Object.entries(measures).filter(([name, amount]) => name.startsWith('o.') && amount !== 0);
    outcomes[`${dimension} ${value} ${granularity}`] = Object.fromEntries(own);
  }
  return outcomes;
}

const inAllScopes = (measures: Measures) => Object.fromEntries(scopes.map((scope) => [scope, measures]));

describe('a message that is sent', () => {
  const world = pipeline();
  const once = { 'o.started': 1, 'o.sent': 1, 'o.segments': 1, 'o.estimatedSegments': 1 };
  beforeAll(async () => {
    await world.tell(journalEvent('sent', { labels }));
  });

  test('is pending in every scope, and the sweep leaves it so for 72 hours', async () => {
    expect(await world.sweepAt(start + 72 * hour)).toMatchObject({ expired: 0 });
    expect(outcomesOf(world)).toEqual(inAllScopes(once));
  });

  test('S-8: then nothing for 72 hours, expires in every scope', async () => {
    expect(await world.sweepAt(start + 74 * hour)).toMatchObject({ messages: 1, expired: 1 });
    expect(outcomesOf(world)).toEqual(inAllScopes({ ...once, 'o.expired': 1 }));
  });

  test('S-11: delivered at 80 hours, takes the expiry back in every scope, and is marked late', async () => {
    const at = start + 80 * hour;
    await world.tell(journalEvent('delivered', { at, startedAt: at, receivedAt: at + minute }));
    expect(world.entries()).toMatchObject([{ status: 'delivered', late: true, outcome: { is: 'delivered', at } }]);
    const delivered = { 'o.delivered': 1, 'o.late': 1, 'o.receipt.more': 1, 'o.receiptMs': 80 * hour };
    expect(outcomesOf(world)).toEqual(inAllScopes({ ...once, ...delivered }));
  });

  test('leaves in the hours of its transitions that it expired, was delivered and so was corrected', async () => {
    const happened = [...world.counters.items()].flatMap(({ dimension, granularity, start: bucket, measures }) =>
      dimension === 'total' && granularity === 'hour'
        ? Object.keys(measures).flatMap((name) =>
            name.startsWith('t.') ? `${name} ${(bucket - start + 5 * minute) / hour}` : [],
          )
        : [],
    );
    expect(happened.toSorted()).toEqual(['t.corrected 80', 't.delivered 80', 't.expired 72', 't.sent 0']);
  });
});
