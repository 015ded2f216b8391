import type { Measures } from './counter.ts';

/** `[from, to)`, epoch milliseconds. */
type Span = { from: number; to: number };

/** Which part of a slot lies in a span. */
export function partOf(slot: Span, span: Span): number {
  return Math.max(0, Math.min(slot.to, span.to) - Math.max(slot.from, span.from)) / (slot.to - slot.from);
}

/** A part of what was counted. */
export function scaled(measures: Measures, part: number): Measures {
  if (part === 1) return measures;
  return Object.fromEntries(Object.entries(measures).map(([name, amount]) => [name, amount * part]));
}
