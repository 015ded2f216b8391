import { dollarText } from './money.ts';
import { countText, durationText, percentText } from './number-text.ts';
import { hour, minute, second } from './time.ts';

/** What a rule's value is measured in. `micros`: micro-dollars; `percent`: hundredths, unlike a `share` of 1; `factor`: so many times something else. */
export const units = [
  'share',
  'percent',
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
  percent: (value) => percentText(value / 100),
  count: (value) => countText(value),
  micros: dollarText,
  millis: timeText,
  factor: factorText,
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
  if (millis < 2 * minute) return `${rounded(millis / second, 1)} s`;
  const seconds = Math.floor((millis % minute) / second);
  return millis < hour && seconds > 0 ? `${durationText(millis)} ${seconds} s` : durationText(millis);
}

function factorText(value: number): string {
  const times = rounded(value, value < 10 ? 2 : 1);
  return `${times} ${times === '1' ? 'time' : 'times'}`;
}

function rounded(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
