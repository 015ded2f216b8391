import { localDayStart, localDaysBefore } from '../core/calendar.ts';
import type { Compared } from '../core/change.ts';
import { addMeasures, sumOf } from '../core/counter.ts';
import { scaled } from '../core/part.ts';
import { day } from '../core/time.ts';
import { countsZ, type Share, sharesZ } from '../core/trend.ts';
import { amountOf } from './amounts.ts';
import { dimensionOf, type Grouping, type Labels, type Scope, scopesOf } from './grouping.ts';
import { hourly, spanBefore, wasCounting } from './past.ts';
import type { Look, Slot, Span } from './rule-kind.ts';
import { readScopes, readSide, type Side, type Sums } from './windows.ts';

/** What is compared with: the same time a day or a week ago, the mean of the days before, or the other scopes. */
export const others = ['yesterday', 'last-week', 'week-average', 'rest'] as const;
export type Other = (typeof others)[number];

type Compares = Grouping & { of: string; over?: string | undefined };

/** Absent: there is no history to compare with. */
export async function readOther(
  grouping: Compares,
  against: Other,
  window: Span,
  look: Look,
): Promise<Side | undefined> {
  if (against === 'rest') return rest(grouping, await readScopes({ ...grouping, where: {} }, window, look.read));
  if (against === 'week-average') return weekAverage(grouping, window, look);
  const span = spanBefore(look.zone, window, against === 'yesterday' ? 1 : 7);
  return (await wasCounting(look, span)) ? readSide(grouping, span, hourly(look)) : undefined;
}

/** What all others of the same provider hold together, or all others where scopes have no provider. */
function rest({ by }: Grouping, scopes: Scope<Sums>[]): Side {
  const familyOf = (labels: Labels) => (by.length > 1 ? (labels.provider ?? '') : '');
  const families = Map.groupBy(scopes, ({ labels }) => familyOf(labels));
  const wholes = new Map([...families].map(([family, all]) => [family, sumOf(all.map(({ of }) => of.own))]));
  const owns = new Map(scopes.map(({ value, of }) => [value, of.own]));
  return {
    scopes: [],
    sumsOf({ labels, value }) {
      const own = { ...wholes.get(familyOf(labels)) };
      addMeasures(own, owns.get(value) ?? {}, -1);
      return { own, whole: own };
    },
  };
}

const daysOfWeek = 7;
const fewestDays = 4;

/**
 * What the seven whole local days before the window held on average, over as long as the window. Days before
 * the first that held any of it do not count; with fewer than four there is no average.
 */
async function weekAverage(grouping: Compares, window: Span, look: Look): Promise<Side | undefined> {
  const { zone, read } = look;
  const to = localDayStart(zone, window.from);
  const week = { from: localDaysBefore(zone, to, daysOfWeek), to };
  const first = (await read.hours(dimensionOf(grouping.by), week)).find(({ values }) => isCounted(grouping, values));
  const from = first && localDayStart(zone, first.from);
  if (from === undefined || Math.round((to - from) / day) < fewestDays) return undefined;
  const part = (window.to - window.from) / (to - from);
  const { scopes, sumsOf } = await readSide(grouping, week, hourly(look));
  const onAverage = ({ own, whole }: Sums): Sums => ({ own: scaled(own, part), whole: scaled(whole, part) });
  return {
    scopes: scopes.map((scope) => ({ ...scope, of: onAverage(scope.of) })),
    sumsOf: (place) => onAverage(sumsOf(place)),
  };
}

/** Whether any scope of a rule counted what it compares; of a share, that of which it is one. */
function isCounted(grouping: Compares, values: Slot['values']): boolean {
  return scopesOf(grouping, values, {}).some(({ of }) => amountOf(grouping.over ?? grouping.of, of) > 0);
}

/** One scope on both sides; absent `compared`: there is too little to compare. `over` is 0 where amounts are compared. */
export type Pair = { now: Share; before: Share; compared?: Compared };

/** Two shares, each of at least `minSamples`. */
export function compareShares(rule: { of: string; over: string; minSamples: number }, now: Sums, before: Sums): Pair {
  const pair = { now: shareIn(rule, now), before: shareIn(rule, before) };
  if (Math.min(pair.now.over, pair.before.over) < rule.minSamples) return pair;
  const [is, was] = [pair.now.of / pair.now.over, pair.before.of / pair.before.over];
  return {
    ...pair,
    compared: { now: is, before: was, least: 1 / pair.before.over, z: sharesZ(pair.now, pair.before) },
  };
}

function shareIn({ of, over }: { of: string; over: string }, { own, whole }: Sums): Share {
  return { of: amountOf(of, own), over: amountOf(over, whole) };
}

/** Two amounts. @param money the least money that matters, where it is money */
export function compareAmounts(of: string, now: Sums, before: Sums, money?: number): Pair {
  const [is, was] = [amountOf(of, now.own), amountOf(of, before.own)];
  const compared =
    money === undefined
      ? { now: is, before: was, least: 1, z: countsZ(is, was) }
      : { now: is, before: was, least: money };
  return { now: { of: is, over: 0 }, before: { of: was, over: 0 }, compared };
}
