import { latencyBounds } from '../../functions/core/histogram.ts';
import { type RuleSettings, ruleSettings } from '../../functions/rules/index.ts';

/** Numbers that look random and are the same for the same seed. */
export type Random = { whole(from: number, to: number): number; oneOf<T>(items: readonly [T, ...T[]]): T };

export function seeded(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { whole, oneOf: (items) => items[whole(0, items.length - 1)] ?? items[0] };
}

/** The longest window and settle lag: before that, windows are not full, and nothing is judged. */
export const warmUp = 22;

/** Amounts by minute, of one provider: statuses, and how long receipts took by upper bound. */
export type Traffic = { provider: string; amounts: Record<string, number[]> };

const bounds = latencyBounds.slice(0, 8);

/** Traffic without gaps that is well or ill for some minutes at a time. */
export function trafficOf(random: Random, provider: string, minutes: number): Traffic {
  const amounts: Record<string, number[]> = {};
  const count = (name: string, minute: number, amount: number) => {
    amounts[name] ??= Array.from({ length: minutes }, () => 0);
    amounts[name][minute] = (amounts[name][minute] ?? 0) + amount;
  };
  let [left, failing, slow] = [0, 0, 0];
  for (let minute = 0; minute < minutes; minute += 1, left -= 1) {
    if (left <= 0) {
      [left, failing, slow] = [random.whole(1, 14), random.oneOf([0, 2, 5, 10, 20, 45]), random.whole(0, 3)];
    }
    for (let message = random.whole(20, 60); message > 0; message -= 1) {
      const isBad = random.whole(1, 100) <= failing;
      count(isBad ? random.oneOf(['undelivered', 'failed']) : 'delivered', minute, 1);
      if (!isBad) count(`o.receipt.${bounds[random.whole(slow, slow + 4)]}`, minute, 1);
    }
  }
  return { provider, amounts };
}

const common = { by: ['provider'], summary: 'as Prometheus has it' } as const;

/** A rule with one level or two, of a kind that Prometheus can say too. */
export function ruleOf(random: Random, id: string, mostKeepFiring: number): RuleSettings {
  const window = random.oneOf([1, 2, 3, 5, 10, 15]);
  const times = {
    window: `${window}m`,
    settle: `${random.oneOf([0, 1, 2, 5])}m`,
    keepFiring: `${random.whole(0, mostKeepFiring)}m`,
  };
  const gate = { minSamples: 1, minFailures: 0 };
  const direction = random.oneOf(['below', 'above'] as const);
  const when = (limits: readonly (number | string)[], way: string) => levelsOf(random, limits, way);
  const inputs = {
    ratio: {
      ...gate,
      kind: 'ratio',
      of: direction === 'below' ? 'delivered' : 'failures',
      over: 'settled',
      when: when(direction === 'below' ? [0.7, 0.8, 0.9, 0.95] : [0.3, 0.2, 0.1, 0.05], direction),
    },
    count: {
      kind: 'count',
      of: direction === 'below' ? 'delivered' : 'failures',
      when: when(
        (direction === 'below' ? [24, 28, 32, 36] : [10, 6, 4, 2]).map((one) => one * window),
        direction,
      ),
    },
    percentile: {
      minSamples: 1,
      kind: 'percentile',
      of: 'receipt',
      p: random.oneOf([50, 90, 95, 99]),
      when: when(['71.3s', '31.7s', '17.9s', '8.3s'], 'above'),
    },
  };
  const kind = random.oneOf(['ratio', 'count', 'percentile'] as const);
  return ruleSettings.parse({ ...common, ...times, id, ...inputs[kind] });
}

/** One limit or two, the worse first. */
function levelsOf(random: Random, limits: readonly (number | string)[], direction: string) {
  const worse = random.whole(0, limits.length - 1);
  const milder = random.whole(worse, limits.length - 1);
  const level = (index: number) => ({ [direction]: limits[index], for: `${random.whole(0, 10)}m` });
  return random.oneOf([{ critical: level(worse), high: level(milder) }, { critical: level(worse) }]);
}
