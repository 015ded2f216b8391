import type { Measures } from '../../functions/core/counter.ts';

/** Measures as `[name, amount, name, amount, …]`; names are numbered, so that millions of counters fit into memory. */
export type Amounts = number[];

const names: string[] = [];
const numbers = new Map<string, number>();

/** Adds measures; one that reaches 0 stays, as `ADD` leaves it. @returns the same array, or a longer one, cut to size */
export function addAmounts(into: Amounts, measures: Measures): Amounts {
  const more: Amounts = [];
  for (const name in measures) {
    const number = numberOf(name);
    const amount = measures[name] ?? 0;
    let at = 0;
    while (at < into.length && into[at] !== number) at += 2;
    if (at === into.length) more.push(number, amount);
    else into[at + 1] = (into[at + 1] ?? 0) + amount;
  }
  return more.length === 0 ? into : into.concat(more);
}

/** The measures that are not 0. */
export function measuresOf(amounts: Amounts): Measures {
  const measures: Measures = {};
  for (let at = 0; at < amounts.length; at += 2) {
    const amount = amounts[at + 1] ?? 0;
    if (amount !== 0) measures[names[amounts[at] ?? 0] ?? ''] = amount;
  }
  return measures;
}

function numberOf(name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  names.push(name);
  numbers.set(name, names.length - 1);
  return names.length - 1;
}
