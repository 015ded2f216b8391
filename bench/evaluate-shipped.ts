import { rangesOf } from '../functions/aws/history-table.ts';
import { recommendedRules } from '../functions/config/recommended-rules.ts';
import { configSchema } from '../functions/config/schema.ts';
import type { Dimension, Measures } from '../functions/core/counter.ts';
import { counterKey } from '../functions/core/counter-key.ts';
import { scaled } from '../functions/core/part.ts';
import { hour, minute, minutesBetween } from '../functions/core/time.ts';
import { evaluate } from '../functions/evaluate/evaluate.ts';
import { bucketsTouching } from '../functions/query/bucket.ts';
import type { Slice } from '../functions/query/history.ts';
import type { StoredCounter } from '../functions/roll-up/roll-up.ts';
import { allRules } from '../functions/rules/evaluation-rules.ts';
import { benchDeps } from './evaluate-deps.ts';
import { tick as firstTick } from './evaluate-traffic.ts';
import { itemSize } from './item-size.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- evaluate';
const zone = 'America/New_York';
/** As many as a table has that has not grown: each leaves a mark on the counters that it adds to. */
const shards = 4;
const unitBytes = 4096;
/** us-east-1, 2026-11. */
const dollarsPerUnit = 0.125e-6;
const ticksOfMonth = 30 * 24 * 60;

type Meter = { queries: number; units: number };

/** What an hour of ticks of the shipped rules reads while all is well: every scope is counted in every minute. */
export async function shippedRows(): Promise<Row[]> {
  const config = configSchema.parse({
    tenants: { main: { timeZone: zone } },
    rules: recommendedRules,
    routes: [{ to: ['slack'] }],
    channels: { slack: { kind: 'slack' } },
  });
  const meter: Meter = { queries: 0, units: 0 };
  const deps = { ...benchDeps({ ...config, rules: allRules(config.rules) }, storeOf(meter)), ...others(meter) };
  const ticks: Meter[] = [];
  for (const tick of minutesBetween(firstTick, firstTick + hour)) {
    Object.assign(meter, { queries: 0, units: 0 });
    await evaluate(tick, deps);
    ticks.push({ ...meter });
  }
  return rowsOf(ticks);
}

function rowsOf(ticks: readonly Meter[]): Row[] {
  const mean = (of: (one: Meter) => number) => ticks.reduce((sum, one) => sum + of(one), 0) / ticks.length;
  const units = mean((one) => one.units);
  const row = (name: string, value: number, unit: string): Row => ({ name, value, unit, command });
  return [
    row(
      'evaluate: shipped rules, mean of an hour',
      mean(({ queries }) => queries),
      'queries a tick',
    ),
    row('  at most', Math.max(...ticks.map(({ queries }) => queries)), 'queries a tick'),
    row('  2 providers, 8 carriers, 20 campaigns, 15 codes', units, 'read units a tick'),
    row('  at $0.125 per million units', units * dollarsPerUnit * ticksOfMonth, '$ a month'),
  ];
}

function storeOf(meter: Meter) {
  return {
    history: { get: async () => [], slice: async (asked: Slice) => metered(asked, meter) },
    alertsOfRule: async () => {
      note(meter, 0);
      return [];
    },
    saveAlert: async () => {
      throw new Error('a rule that is shipped calls though all is well');
    },
  };
}

/** What a run reads beside counters and alerts: one item each, two of the lag. */
function others(meter: Meter) {
  let cursor = firstTick - minute;
  return {
    cursor: async () => {
      note(meter, 0);
      return cursor;
    },
    moveCursor: async (to: number) => {
      cursor = to;
      return true;
    },
    judgedRules: async () => {
      note(meter, 0);
      return { rules: [], retired: {} };
    },
    countLag: async () => {
      note(meter, 0);
      note(meter, 0);
      return 0;
    },
  };
}

/** An eventually consistent read costs half a unit for each 4 KB, and at least that. */
function note(meter: Meter, bytes: number): void {
  meter.queries += 1;
  meter.units += Math.max(1, Math.ceil(bytes / unitBytes)) / 2;
}

function metered(asked: Slice, meter: Meter): StoredCounter[] {
  const found = countersIn(asked);
  const byPartition = Map.groupBy(found, (counter) => counterKey(counter).pk);
  for (const { pk } of rangesOf(asked)) {
    const items = byPartition.get(pk) ?? [];
    note(
      meter,
      items.reduce((bytes, item) => bytes + itemSize(item, shards), 0),
    );
  }
  return found;
}

function countersIn({ tenant, dimension, granularity, from, to }: Slice): StoredCounter[] {
  const buckets = bucketsTouching(zone, granularity, { from, to }).filter(({ start }) => start >= from && start < to);
  return buckets.flatMap((bucket) =>
    valuesOf(dimension).map((value) => ({
      tenant,
      dimension,
      granularity,
      value,
      start: bucket.start,
      measures: scaled(measuresOf(dimension), (bucket.to - bucket.from) / minute),
      rev: 1000,
      dirty: false,
    })),
  );
}

const providers = ['telnyx', 'twilio'];

function valuesOf(dimension: Dimension): string[] {
  if (dimension === 'provider') return providers;
  if (dimension === 'carrier') return providers.flatMap((name) => numbered(8, `${name}|Carrier`));
  if (dimension === 'campaign') return numbered(20, 'campaign');
  if (dimension === 'errorCode') return numbered(15, 'telnyx|400');
  return ['all'];
}

function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${10 + index}`);
}

function measuresOf(dimension: Dimension): Measures {
  if (dimension === 'errorCode') return failed;
  return dimension === 'provider' || dimension === 'total' ? { ...messages, ...transitions } : messages;
}

const failed: Measures = {
  'o.started': 3,
  'o.sent': 3,
  'o.undelivered': 2,
  'o.failed': 1,
  'o.segments': 4,
  'o.costMicros': 20_800,
  'o.failedCostMicros': 20_800,
  'o.error.handset': 3,
};

const messages: Measures = {
  'o.started': 100,
  'o.sent': 100,
  'o.delivered': 97,
  'o.undelivered': 2,
  'o.failed': 1,
  'o.segments': 130,
  'o.costMicros': 676_000,
  'o.carrierFeeMicros': 390_000,
  'o.failedCostMicros': 20_800,
  'o.error.handset': 2,
  'o.error.invalid-number': 1,
  'x.code.30003': 2,
  'x.code.30005': 1,
  'o.receipt.2': 20,
  'o.receipt.5': 40,
  'o.receipt.10': 30,
  'o.receipt.20': 7,
  'o.receiptMs': 523_000,
  'o.handover.1': 60,
  'o.handover.2': 40,
};

const transitions: Measures = { 't.queued': 100, 't.sent': 100, 't.delivered': 97, 't.undelivered': 2, 't.failed': 1 };
