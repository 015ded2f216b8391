import type { Counter, CounterId, Dimension, Granularity } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { type Truth, tellTruth } from './oracle-book.ts';

/** When clocks show how much more than UTC, in minutes, in March 2026; and when the local months begin. */
export const monthTenants = {
  york: {
    zone: 'America/New_York',
    offsets: [
      ['2026-01-01T00:00Z', -300],
      ['2026-03-08T07:00Z', -240],
    ],
  },
  london: {
    zone: 'Europe/London',
    offsets: [
      ['2026-01-01T00:00Z', 0],
      ['2026-03-29T01:00Z', 60],
    ],
  },
  delhi: { zone: 'Asia/Kolkata', offsets: [['2026-01-01T00:00Z', 330]] },
} as const;
export type MonthTenant = keyof typeof monthTenants;

/** The sums that the generator of a month knows to be true: plain arithmetic. */
export type MonthBook = {
  enter(truth: Truth<MonthTenant>): void;
  /** Sums hours to days and months. */
  close(): void;
  /** Takes what counters hold off the book. @returns the first few differences */
  settle(counters: Iterable<Counter>): string[];
  ids(): CounterId[];
};

/** @param minutesFrom older minutes are not kept */
export function monthBook(minutesFrom: number): MonthBook {
  const scopes = new Map<string, Map<number, number[]>>();
  const cellOf = ({ tenant, dimension, value, granularity, start }: CounterId) => {
    const name = `${tenant}#${dimension}#${value}#${granularity}`;
    const starts = scopes.get(name) ?? new Map<number, number[]>();
    const cell = starts.get(start) ?? [];
    scopes.set(name, starts);
    starts.set(start, cell);
    return cell;
  };
  const ids = () => [...scopes].flatMap(([name, starts]) => [...starts.keys()].map((start) => idOf(name, start)));

  return {
    ids,
    enter(truth) {
      const { tenant } = truth;
      tellTruth(truth, (dimension, value, granularity, at, amounts) => {
        const start = monthBucket(tenant, granularity, at);
        if (granularity === 'minute' && start < minutesFrom) return;
        const cell = cellOf({ tenant, dimension: dimension as Dimension, value, granularity, start });
        for (const measure in amounts) addAmount(cell, numberOf(measure), amounts[measure] ?? 0);
      });
    },
    close() {
      for (const [name, starts] of [...scopes].filter(([scope]) => scope.endsWith('#hour'))) {
        for (const [at, hours] of starts) {
          for (const granularity of ['day', 'month'] as const) {
            const id = idOf(name, at);
            const sums = cellOf({ ...id, granularity, start: monthBucket(id.tenant as MonthTenant, granularity, at) });
            for (let i = 0; i < hours.length; i += 2) addAmount(sums, hours[i] ?? 0, hours[i + 1] ?? 0);
          }
        }
      }
    },
    settle(counters) {
      const differences: string[] = [];
      for (const { measures, ...id } of counters) {
        const cell = cellOf(id);
        for (const measure in measures) addAmount(cell, numberOf(measure), -(measures[measure] ?? 0));
      }
      for (const [name, starts] of scopes) {
        for (const [start, cell] of starts) {
          for (let i = 0; i < cell.length && differences.length < 20; i += 2) {
            const which = `${name} ${new Date(start).toISOString()} ${measureNames[cell[i] ?? 0]}`;
            if (cell[i + 1] !== 0) differences.push(`${which}: ${cell[i + 1]} are missing`);
          }
        }
      }
      return differences;
    },
  };
}

function idOf(name: string, start: number): CounterId {
  const [tenant = '', dimension = '', value = '', granularity = ''] = name.split('#');
  return { tenant, dimension: dimension as Dimension, value, granularity: granularity as Granularity, start };
}

/** Amounts as `[number of the measure, amount, …]`: there are a million of them. */
function addAmount(cell: number[], measure: number, amount: number): void {
  for (let at = 0; at < cell.length; at += 2) {
    if (cell[at] !== measure) continue;
    cell[at + 1] = (cell[at + 1] ?? 0) + amount;
    return;
  }
  cell.push(measure, amount);
}

const measureNames: string[] = [];
const measureNumbers = new Map<string, number>();

function numberOf(measure: string): number {
  const number = measureNumbers.get(measure) ?? measureNames.push(measure) - 1;
  measureNumbers.set(measure, number);
  return number;
}

function offset(tenant: MonthTenant, at: number): number {
  let minutes = 0;
  for (const [from, shift] of offsets[tenant]) if (at >= from) minutes = shift;
  return minutes * minute;
}

const offsets = Object.fromEntries(
  Object.entries(monthTenants).map(([name, { offsets }]) => [
    name,
    offsets.map(([from, shift]) => [Date.parse(from), shift] as const),
  ]),
) as Record<MonthTenant, (readonly [number, number])[]>;

/** Where the bucket begins in which something happened, by the tenant's clocks. */
export function monthBucket(tenant: MonthTenant, granularity: Granularity, at: number): number {
  if (granularity === 'minute') return at - (at % minute);
  const wall = at + offset(tenant, at);
  if (granularity === 'hour') return wall - (wall % hour) - offset(tenant, at);
  const midnight = wall - (wall % day);
  if (granularity === 'day') return instant(tenant, midnight);
  return instant(tenant, midnight - (new Date(midnight).getUTCDate() - 1) * day);
}

function instant(tenant: MonthTenant, wall: number): number {
  return wall - offset(tenant, wall - offset(tenant, wall));
}
