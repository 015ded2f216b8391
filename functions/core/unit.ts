import { dollarText } from './money.ts';
import { countText, durationText, percentText } from './number-text.ts';
import { minute, second } from './time.ts';

/** What a rule's value is measured in. `micros`: micro-dollars; `factor`: so many times something else. */
export const units = [
  'share',
  'count',
  'micros',
  'millis',
  'factor',
  'score',
  'number',
  'per-second',
  'per-minute',
  'per-hour',
] as const;
export type Unit = (typeof units)[number];

const texts = {
  share: percentText,
  count: (value) => countText(value),
  micros: dollarText,
  millis: timeText,
  factor: (value) => `${rounded(value, 1)} times`,
  score: (value) => rounded(value, 1),
  number: (value) => rounded(value, 2),
  'per-second': (value) => `${rounded(value, 2)} a second`,
  'per-minute': (value) => `${rounded(value, 1)} a minute`,
  'per-hour': (value) => `${rounded(value, 1)} an hour`,
} as const satisfies Record<Unit, (value: number) => string>;

/** A value as people write it: `61 %`, `$104.20`, `2.4 s`, `3.1 times`. */
export function valueText(value: number, unit: Unit): string {
  return texts[unit](value);
}

function timeText(millis: number): string {
  if (millis < second) return `${Math.round(millis)} ms`;
  return millis < 2 * minute ? `${rounded(millis / second, 1)} s` : durationText(millis);
}

function rounded(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
