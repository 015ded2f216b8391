/** The 97.5 % point of the normal distribution. */
const z95 = 1.959964;

/** How a number moved. `stable`: it may be chance, at 95 % confidence. */
export type Trend = {
  label: 'increasing' | 'decreasing' | 'stable';
  /** `+2.1 %`, `-15.0 %`: the difference as a part of the number before; absent if that was 0. */
  change?: string;
};

/** Two counts over equally long times, of which each event comes by itself. */
export function countTrend(now: number, before: number): Trend {
  return { label: labelOf(countsZ(now, before)), ...changeOf(now, before) };
}

/** How many standard deviations two counts over equally long times lie apart (Poisson, with correction for continuity). */
export function countsZ(now: number, before: number): number {
  const total = now + before;
  return total === 0 ? 0 : (Math.sign(now - before) * Math.max(0, Math.abs(now - before) - 1)) / Math.sqrt(total);
}

/** So many of so many. */
export type Share = { of: number; over: number };

/** Two shares of different numbers of cases. Nothing is known of a share of none. */
export function shareTrend(now: Share, before: Share): Trend {
  const z = sharesZ(now, before);
  if (z === undefined) return { label: 'stable' };
  return { label: labelOf(z), ...changeOf(now.of / now.over, before.of / before.over) };
}

/** How many standard deviations two shares lie apart, by the pooled estimate (SEMANTICS 4.11). */
export function sharesZ(one: Share, other: Share): number | undefined {
  if (one.over === 0 || other.over === 0) return undefined;
  const pooled = (one.of + other.of) / (one.over + other.over);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / one.over + 1 / other.over));
  return deviation === 0 ? 0 : (one.of / one.over - other.of / other.over) / deviation;
}

/** What a trend means for a number of which more, or less, is better. */
export function judged({ label }: Trend, better: 'more' | 'less'): 'improving' | 'worsening' | 'stable' {
  if (label === 'stable') return label;
  return (label === 'increasing') === (better === 'more') ? 'improving' : 'worsening';
}

function labelOf(z: number): Trend['label'] {
  if (Math.abs(z) <= z95) return 'stable';
  return z > 0 ? 'increasing' : 'decreasing';
}

function changeOf(now: number, before: number): { change?: string } {
  if (before === 0) return now === 0 ? { change: '0.0 %' } : {};
  const text = ((100 * (now - before)) / before).toFixed(1);
  const zero = Number(text) === 0;
  return { change: zero ? '0.0 %' : `${now > before ? '+' : ''}${text} %` };
}
