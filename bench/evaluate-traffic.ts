import { type Config, configSchema } from '../functions/config/schema.ts';
import type { Counter, Dimension } from '../functions/core/counter.ts';
import { minute, minuteStart, minutesBetween } from '../functions/core/time.ts';
import type { History } from '../functions/query/history.ts';
import type { RuleInput } from '../functions/rules/index.ts';

export const tick = minuteStart(Date.parse('2026-11-20T12:00Z'));
export const seriesPerRule = 50;

/** Rules look at these in turn, each with a window of an hour that ends 5 to 9 minutes ago: 20 different windows. */
const groupings = [['campaign'], ['sender'], ['template'], ['provider', 'carrier']] as const;
const dimensions = ['campaign', 'sender', 'template', 'carrier'] as const satisfies Dimension[];

/** So many rules, each of which has an alert for every one of its label sets. */
export function manyRules(count: number): Config {
  const rules = Array.from(
    { length: count },
    (_, index): RuleInput => ({
      id: `delivery-${index}`,
      kind: 'ratio',
      of: 'delivered',
      over: 'settled',
      by: [...(groupings[index % groupings.length] ?? [])],
      window: '60m',
      settle: `${5 + (Math.floor(index / groupings.length) % 5)}m`,
      when: { critical: { below: '90%', for: '5m' }, high: { below: '95%' } },
      summary: 'Delivery is {value}',
    }),
  );
  return configSchema.parse({
    rules,
    routes: [{ to: ['slack'] }],
    channels: { slack: { kind: 'slack' } },
    evaluation: { mostSeries: seriesPerRule },
  });
}

/** A busy hour in which a fifth of everything fails: 50 values of each dimension in each minute. */
export function* busyHour(): Iterable<Counter> {
  for (const dimension of dimensions) {
    for (const start of minutesBetween(tick - 80 * minute, tick)) {
      for (let index = 0; index < seriesPerRule; index += 1) {
        const value = dimension === 'carrier' ? `telnyx|carrier-${index}` : `${dimension}-${index}`;
        yield { tenant: 'main', dimension, granularity: 'minute', value, start, measures };
      }
    }
  }
}

const measures = {
  'o.started': 100,
  'o.sent': 100,
  'o.delivered': 80,
  'o.undelivered': 18,
  'o.failed': 2,
  'o.segments': 130,
  'o.costMicros': 520_000,
  'o.failedCostMicros': 104_000,
  'o.error.carrier-filtered': 18,
  'o.error.unknown': 2,
  'o.receipt.2': 30,
  'o.receipt.5': 40,
  'o.receipt.10': 10,
  'o.receiptMs': 320_000,
  'x.code.40002': 18,
  'x.code.40008': 2,
};

/** The hour in memory, with a meter on how many partitions are asked for. */
export function meteredHistory(): { history: History; reads: () => number } {
  const slices = Map.groupBy(busyHour(), ({ dimension, start }) => `${dimension} ${start}`);
  let reads = 0;
  const history: History = {
    get: async () => [],
    slice: async ({ dimension, granularity, from }) => {
      reads += 1;
      return granularity === 'minute' ? (slices.get(`${dimension} ${from}`) ?? []) : [];
    },
  };
  return { history, reads: () => reads };
}
