import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import { type Contributions, difference } from '../../functions/core/contributions.ts';
import { type Dimension, type Granularity, type Measures, measure } from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { type Status, statuses } from '../../functions/core/message/status.ts';
import { journalEvent } from '../support/events.ts';
import { mergeContributions } from '../support/merge-contributions.ts';

const rate = { segmentMicros: 8300, feeMicros: 3000, asOf: '2026-11-01' };
const runs = Number(process.env.PROPERTY_RUNS ?? 2000);

type Told = Partial<ReadyMessage> & { status: Status };

/** What each event moves in the total of its minute, as far as it is about money. */
function moves(...events: Told[]): Measures[] {
  let entry: JournalEntry | undefined;
  return events.map(({ status, ...told }) => {
    const step = advance(entry, journalEvent(status, { rate, ...told }));
    const change = step.kind === 'changed' ? difference(entry, step.entry) : new Map();
    if (step.kind === 'changed') entry = step.entry;
    return moneyOf(change, 'total', 'minute');
  });
}

const moneyMeasures =
  /^o\.(segments|estimatedSegments|costMicros|estimatedCostMicros|carrierFeeMicros|failedCostMicros)$/;

function moneyOf(changes: Contributions, dimension: Dimension, granularity: Granularity): Measures {
  const sums: Measures = {};
  for (const counter of changes.values()) {
    if (counter.dimension !== dimension || counter.granularity !== granularity) continue;
    for (const [name, amount] of Object.entries(counter.measures)) {
      if (moneyMeasures.test(name)) sums[name] = measure(sums, name) + amount;
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}

const estimate = {
  'o.segments': 1,
  'o.estimatedSegments': 1,
  'o.costMicros': 11_300,
  'o.estimatedCostMicros': 11_300,
  'o.carrierFeeMicros': 3000,
};

describe('an estimate', () => {
  test('counts once the message has left the provider, and not before', () => {
    expect(moves({ status: 'accepted' }, { status: 'queued' }, { status: 'sent' })).toEqual([{}, {}, estimate]);
  });

  test('counts for a message whose ending implies that it was sent', () => {
    expect(moves({ status: 'delivered' })).toEqual([estimate]);
  });

  test.each(['failed', 'canceled', 'expired', 'unconfirmed'] as const)(
    'does not count for what is %s and was never sent',
    (status) => {
      expect(moves({ status: 'queued' }, { status })).toEqual([{}, {}]);
    },
  );

  test('is of as many segments as were told before', () => {
    expect(moves({ status: 'queued', segments: 3 }, { status: 'sent' })).toEqual([
      { 'o.segments': 3 },
      { 'o.costMicros': 33_900, 'o.estimatedCostMicros': 33_900, 'o.carrierFeeMicros': 9000 },
    ]);
  });

  test('grows when more segments are told, which are then no estimate', () => {
    expect(moves({ status: 'sent' }, { status: 'delivered', segments: 3 })[1]).toEqual({
      'o.segments': 2,
      'o.estimatedSegments': -1,
      'o.costMicros': 22_600,
      'o.estimatedCostMicros': 22_600,
      'o.carrierFeeMicros': 6000,
    });
  });

  test('of a picture message is by the message: nobody guesses its segments', () => {
    expect(moves({ status: 'sent', channel: 'mms' })).toEqual([
      { 'o.costMicros': 11_300, 'o.estimatedCostMicros': 11_300, 'o.carrierFeeMicros': 3000 },
    ]);
  });

  test('of segments counts where no card tells a price', () => {
    expect(moves({ status: 'sent', rate: undefined })).toEqual([{ 'o.segments': 1, 'o.estimatedSegments': 1 }]);
  });
});

describe('a price that is told', () => {
  test('takes the place of the estimate to the micro-dollar', () => {
    expect(
      moves({ status: 'sent' }, { status: 'delivered', segments: 1, costMicros: 7901, carrierFeeMicros: 2500 })[1],
    ).toEqual({
      'o.estimatedSegments': -1,
      'o.costMicros': 7901 - 11_300,
      'o.estimatedCostMicros': -11_300,
      'o.carrierFeeMicros': 2500 - 3000,
    });
  });

  test('of nothing is a price too', () => {
    expect(moves({ status: 'sent' }, { status: 'delivered', costMicros: 0 })[1]).toEqual({
      'o.costMicros': -11_300,
      'o.estimatedCostMicros': -11_300,
      'o.carrierFeeMicros': -3000,
    });
  });

  test('counts where it is told, sent or not', () => {
    expect(moves({ status: 'queued', costMicros: 4000 })).toEqual([{ 'o.costMicros': 4000 }]);
  });

  test('is not counted again by an event that repeats it', () => {
    const delivered = { status: 'delivered', segments: 2, costMicros: 8000 } as const;
    expect(moves(delivered, delivered)[1]).toEqual({});
  });
});

describe('what failed', () => {
  test('has cost what it is estimated to cost, once it was sent', () => {
    expect(moves({ status: 'sent' }, { status: 'undelivered' })[1]).toEqual({ 'o.failedCostMicros': 11_300 });
  });

  test('has cost what is told, even if it was never sent', () => {
    expect(moves({ status: 'failed', costMicros: 1000 })).toEqual([
      { 'o.costMicros': 1000, 'o.failedCostMicros': 1000 },
    ]);
  });

  test('and was delivered after all has not been paid for nothing', () => {
    const [, failed, corrected] = moves({ status: 'sent' }, { status: 'undelivered' }, { status: 'delivered' });
    expect(failed).toEqual({ 'o.failedCostMicros': 11_300 });
    expect(corrected).toEqual({ 'o.failedCostMicros': -11_300 });
  });
});

const money = fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: undefined });
const told = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  status: fc.constantFrom(...statuses),
  channel: fc.constantFrom('sms', 'mms'),
  segments: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  costMicros: money,
  carrierFeeMicros: money,
  carrier: fc.constantFrom('unknown', 'AT&T', 'T-Mobile'),
  country: fc.constantFrom('unknown', 'US', 'CA'),
  rate: fc.option(
    fc.record({ segmentMicros: fc.nat(99_999), feeMicros: fc.nat(9999), asOf: fc.constant('2026-11-01') }),
    { nil: undefined },
  ),
});

/** The money of one message by arithmetic of our own, from what the journal knows in the end. */
function book(entry: MessageEntry): bigint[] {
  const { segments, costMicros, carrierFeeMicros, rate: card, seen, channel, outcome } = entry;
  if (entry.status === 'scheduled') return [0n, 0n, 0n, 0n, 0n];
  const left = seen.sent !== undefined;
  const pieces = BigInt(segments ?? (left && channel === 'sms' ? 1 : 0));
  const billed = left && card ? (pieces === 0n ? 1n : pieces) : 0n;
  const guess = billed * BigInt((card?.segmentMicros ?? 0) + (card?.feeMicros ?? 0));
  const cost = costMicros === undefined ? guess : BigInt(costMicros);
  const failed = outcome?.is === 'failed' || outcome?.is === 'undelivered';
  const fee = carrierFeeMicros ?? (costMicros === undefined ? Number(billed) * (card?.feeMicros ?? 0) : 0);
  return [pieces, cost, costMicros === undefined ? guess : 0n, BigInt(fee), failed ? cost : 0n];
}

const columns = ['o.segments', 'o.costMicros', 'o.estimatedCostMicros', 'o.carrierFeeMicros', 'o.failedCostMicros'];

test('whatever is told in whatever order, all scopes and buckets add up to the books, to the micro-dollar', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 20 }), (events) => {
      const journal = new Map<string, MessageEntry>();
      const counters: Contributions = new Map();
      for (const { id, status, carrier, country, ...facts } of events) {
        const event = journalEvent(status, { id, key: id, labels: { carrier, country }, ...facts });
        const before = journal.get(id);
        const step = advance(before, event);
        if (step.kind === 'unchanged' || step.entry.kind !== 'message') continue;
        mergeContributions(counters, difference(before, step.entry));
        journal.set(id, step.entry);
      }
      const books = [...journal.values()].map(book);
      const expected = columns.map((_, column) => books.reduce((sum, row) => sum + (row[column] ?? 0n), 0n));
      for (const dimension of ['total', 'provider', 'carrier', 'country'] as const) {
        for (const granularity of ['minute', 'hour'] as const) {
          const sums = moneyOf(counters, dimension, granularity);
          expect(columns.map((name) => BigInt(measure(sums, name)))).toEqual(expected);
        }
      }
    }),
    { numRuns: runs },
  );
});
