import type { Ratio } from '../query/derived.ts';

/** 95.96, of a part of 0.9596; `null` where there is nothing to divide by. */
export function percentOf({ value }: Pick<Ratio, 'value'>): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 100;
}

/** `"1.2345"`: dollars as the documents write them. */
export function dollarsOf(micros: number): string {
  return (micros / 1_000_000).toFixed(4);
}

/** A whole number; `null` where there is nothing to divide by. */
export function averageOf({ value }: Pick<Ratio, 'value'>): number | null {
  return value === undefined ? null : Math.round(value);
}
