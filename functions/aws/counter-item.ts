import type { Counter, CounterId, Measures } from '../core/counter.ts';
import { counterIdOf } from '../core/counter-key.ts';

/** What an item of the counters table counts; `undefined` for items that are no counters. */
export function idOf(item: Record<string, unknown>): CounterId | undefined {
  return counterIdOf({ pk: String(item.pk), sk: String(item.sk) });
}

/** The measures among a counter item's attributes: numbers whose names say their family. One that fell to 0 is none. */
export function measuresOf(item: Record<string, unknown>): Measures {
  const measures: Measures = {};
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === 'number' && value !== 0 && /^[otxu]\./.test(name)) measures[name] = value;
  }
  return measures;
}

/** A number attribute, 0 if absent. */
export function numberOf(item: Record<string, unknown> | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}

/** The counter that an item is; `undefined` for items that are no counters. */
export function counterOf(item: Record<string, unknown>): Counter | undefined {
  const id = idOf(item);
  return id && { ...id, measures: measuresOf(item) };
}
