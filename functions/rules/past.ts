import * as z from 'zod';
import { localDaySpan, localDaysBefore, localHourStart } from '../core/calendar.ts';
import { addMeasures, type Dimension, type Measures } from '../core/counter.ts';
import { partOf, scaled } from '../core/part.ts';
import { day, hour } from '../core/time.ts';
import type { Look, Readings, Slot, Span } from './rule-kind.ts';

/** Times that are not like others: days by their local date, or from an instant to another. Kept as they are written. */
const exclude = z
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

/** How rules look back by weeks. */
export const weekSettings = {
  /** How many weeks back it looks; hours are kept for 90 days. */
  weeks: z.number().int().min(2).max(12).default(8),
  /** With fewer of them it is unknown what is usual. */
  minWeeks: z.number().int().min(2).max(12).default(4),
  exclude,
};

export function weeksFit({ weeks, minWeeks }: { weeks: number; minWeeks: number }): boolean {
  return minWeeks <= weeks;
}

export const weekIssue = { path: ['minWeeks'], message: 'must not be more than weeks' };

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
function hoursAround(zone: string, { from, to }: Span): Span {
  return { from: localHourStart(zone, from), to: localHourStart(zone, to - 1) + hour };
}

/**
 * What was counted over a span by value, from the hours that it touches, each as far as it lies in the span: minutes are
 * not kept complete for long. Within an hour traffic is taken to be even.
 */
function weighted(slots: readonly Slot[], span: Span): Map<string, Measures> {
  const sums = new Map<string, Measures>();
  for (const slot of slots) {
    for (const [value, measures] of slot.values) {
      const sum = sums.get(value) ?? {};
      addMeasures(sum, scaled(measures, partOf(slot, span)));
      sums.set(value, sum);
    }
  }
  return sums;
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

/** A span of a week before, and the hours that it touches. */
export type Week = { span: Span; slots: readonly Slot[] };

/** The hours of a span in each of the weeks before, the last week first; without the weeks that are not wanted. */
export async function weeksBefore(
  { zone, read }: Look,
  dimension: Dimension,
  span: Span,
  { weeks, isWanted = () => true }: { weeks: number; isWanted?: (span: Span) => boolean },
): Promise<Week[]> {
  const spans = Array.from({ length: weeks }, (_, index) => spanBefore(zone, span, 7 * (index + 1)));
  return Promise.all(
    spans.filter(isWanted).map(async (one) => ({
      span: one,
      slots: await read.hours(dimension, hoursAround(zone, one)),
    })),
  );
}

/** Weeks before a scope was first counted say nothing of it. The last week comes first. */
export function sinceFirst<One>(weeks: readonly One[], isCounted: (week: One) => boolean): readonly One[] {
  return weeks.slice(0, weeks.findLastIndex(isCounted) + 1);
}
