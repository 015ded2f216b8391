import type { Measures } from '../functions/core/counter.ts';
import { histograms, latencyBounds } from '../functions/core/histogram.ts';
import { outcomes, statuses } from '../functions/core/message/status.ts';
import type { StoredCounter } from '../functions/roll-up/roll-up.ts';
import { itemSize } from './item-size.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- history';
const goal = 'under 2';
const hourStart = Date.UTC(2026, 10, 21, 14);

/** Amounts of a busy hour: 250,000 messages to a carrier. */
const amounts = { count: 123_456, rare: 1_234, micros: 1_234_567_890 };

/** What an hour of messages can hold in family `o`, with eight codes of as many classes. */
function full(): Measures {
  const classes = ['handset', 'invalid-number', 'carrier-filtered', 'carrier-down'];
  const more = ['throttled', 'unregistered', 'opted-out', 'content'];
  const counts = ['started', 'scheduled', 'sent', 'read', 'segments', 'estimatedSegments', ...outcomes];
  const rare = ['conflict', 'late', 'heardLate', ...[...classes, ...more].map((name) => `error.${name}`)];
  const micros = ['costMicros', 'estimatedCostMicros', 'carrierFeeMicros', 'failedCostMicros', 'receiptMs'];
  const codes = Array.from({ length: 8 }, (_, index) => `x.code.${30_003 + index}`);
  return {
    ...all(
      counts.map((name) => `o.${name}`),
      amounts.count,
    ),
    ...all(
      rare.map((name) => `o.${name}`),
      amounts.rare,
    ),
    ...all(
      micros.map((name) => `o.${name}`),
      amounts.micros,
    ),
    ...all(codes, amounts.rare),
    ...histogram(histograms.receipt, latencyBounds),
    ...histogram(histograms.handover, latencyBounds),
  };
}

/** What an hour of one campaign usually holds. */
export function usualMeasures(): Measures {
  const counts = ['started', 'sent', 'segments', 'delivered', 'undelivered', 'failed'].map((name) => `o.${name}`);
  const rare = ['o.error.handset', 'o.error.carrier-filtered', 'x.code.30003', 'x.code.30007', 'x.code.30005'];
  return {
    ...all([...counts, ...rare], amounts.rare),
    ...all(['o.costMicros', 'o.carrierFeeMicros', 'o.failedCostMicros', 'o.receiptMs'], amounts.micros),
    ...histogram(histograms.receipt, [2, 5, 10, 20, 30, 60]),
    ...histogram(histograms.handover, [1, 2, 5]),
  };
}

function histogram(prefix: string, bounds: readonly number[]): Measures {
  return all(
    [...bounds, 'more'].map((bound) => `${prefix}${bound}`),
    amounts.rare,
  );
}

function all(names: readonly string[], amount: number): Measures {
  return Object.fromEntries(names.map((name) => [name, amount]));
}

/** The size of an hour's item to which many shards have added. */
export function itemRows(): Row[] {
  const transitions = all(
    [...statuses, 'corrected'].map((name) => `t.${name}`),
    amounts.count,
  );
  const carrier = { dimension: 'carrier', value: 'telnyx|US Cellular' } as const;
  const provider = { dimension: 'provider', value: 'telnyx' } as const;
  return [
    row('an hour of a carrier with every measure of messages, 8 codes', carrier, full(), 32),
    row(
      'an hour of a provider with every measure and transition, 8 codes',
      provider,
      { ...full(), ...transitions },
      32,
    ),
    row('a usual hour of a carrier', carrier, usualMeasures(), 32),
    row('a usual hour of a carrier', carrier, usualMeasures(), 4),
  ];
}

type Scope = Pick<StoredCounter, 'dimension' | 'value'>;

function row(name: string, scope: Scope, measures: Measures, shards: number): Row {
  const counter = {
    tenant: 'main',
    ...scope,
    granularity: 'hour',
    start: hourStart,
    measures,
    rev: 12_345,
    dirty: true,
  } as const;
  return {
    name: `item: ${name}, ${shards} shards`,
    value: itemSize(counter, shards) / 1024,
    unit: 'KiB',
    goal,
    command,
  };
}
