import * as z from 'zod';
import { localDaySpan, localDaysBefore, localHourStart } from '../core/calendar.ts';
import { addMeasures, type Dimension, type Measures } from '../core/counter.ts';
import { day, hour } from '../core/time.ts';
import type { Look, Readings, Slot, Span } from './rule-kind.ts';

/** Times that are not like others: days by their local date, or from an instant to another. Kept as they are written. */
export const exclude = z
  .array(
    z.union(
      [
        z.iso.date(),
        z
          .strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
          .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after from' }),
      ],
      { error: "write a day such as '2026-12-25', or { from, to } with times such as '2026-11-20T13:00:00Z'" },
    ),
  )
  .default([]);

/** Whether a span touches any time that is excluded. */
export function excludes(excluded: z.output<typeof exclude>, zone: string): (span: Span) => boolean {
  const spans = excluded.map((one) =>
    typeof one === 'string' ? localDaySpan(zone, one) : { from: Date.parse(one.from), to: Date.parse(one.to) },
  );
  return ({ from, to }) => spans.some((span) => span.from < to && from < span.to);
}

/** The span of the same length that ended when the wall clock showed the same, so many days before. */
export function spanBefore(zone: string, { from, to }: Span, days: number): Span {
  const end = localDaysBefore(zone, to, days);
  return { from: end - (to - from), to: end };
}

/** The local hours that a span touches. */
export function hoursAround(zone: string, { from, to }: Span): Span {
  return { from: localHourStart(zone, from), to: localHourStart(zone, to - 1) + hour };
}

/**
 * What was counted over a span by value, from the hours that it touches, each as far as it lies in the span: minutes are
 * not kept complete for long. Within an hour traffic is taken to be even.
 */
export function weighted(slots: readonly Slot[], span: Span): Map<string, Measures> {
  const sums = new Map<string, Measures>();
  for (const slot of slots) {
    const part = (Math.min(slot.to, span.to) - Math.max(slot.from, span.from)) / (slot.to - slot.from);
    if (part <= 0) continue;
    for (const [value, measures] of slot.values) {
      const sum = sums.get(value) ?? {};
      addMeasures(sum, scaled(measures, part));
      sums.set(value, sum);
    }
  }
  return sums;
}

function scaled(measures: Measures, part: number): Measures {
  if (part === 1) return measures;
  return Object.fromEntries(Object.entries(measures).map(([name, amount]) => [name, amount * part]));
}

/** Readings whose sums are taken from hours alone, by the part of each that lies in the span. */
export function hourly({ zone, read }: Look): Readings {
  return {
    ...read,
    sums: async (dimension, span) => weighted(await read.hours(dimension, hoursAround(zone, span)), span),
  };
}

/** Whether anything at all was counted in the day up to the end of a span: without it there is nothing to compare with. */
export async function wasCounting({ zone, read }: Look, { to }: Span): Promise<boolean> {
  const slots = await read.hours('total', hoursAround(zone, { from: to - day, to }));
  return slots.some(({ values }) => values.size > 0);
}

/** The hours of a span in each of the weeks before, the last first; without those that touch an excluded time. */
export async function weeksBefore(
  { zone, read }: Look,
  dimension: Dimension,
  span: Span,
  { weeks, exclude }: { weeks: number; exclude: (span: Span) => boolean },
): Promise<{ span: Span; slots: readonly Slot[] }[]> {
  const spans = Array.from({ length: weeks }, (_, index) => spanBefore(zone, span, 7 * (index + 1)));
  return Promise.all(
    spans
      .filter((one) => !exclude(one))
      .map(async (one) => ({ span: one, slots: await read.hours(dimension, hoursAround(zone, one)) })),
  );
}
