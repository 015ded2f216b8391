import { dayStartsUtc, monthStartsUtc } from '../core/calendar.ts';
import type { Counter } from '../core/counter.ts';
import { atMost } from '../core/in-parallel.ts';
import { day, minute, minutesBetween } from '../core/time.ts';
import type { Slice } from '../query/history.ts';
import type { GaugeReading, MetricQuery, Span } from '../rules/rule-kind.ts';
import { answerCache } from './answer-cache.ts';
import type { Sources } from './readings.ts';

type CacheLimits = {
  /** So many counters are kept, those asked for last; and as many gauges, and points of metrics. */
  most: number;
  /** So many minutes are read before they are asked for, up to a time in epoch milliseconds. */
  ahead: number;
  aheadTo: number;
  /** So many reads are under way at once. */
  readsAtOnce: number;
  /** Earlier minutes are no longer kept: they are not read. Epoch milliseconds. */
  minutesFrom: number;
};

/** Times in epoch milliseconds. */
type CacheState = {
  /** Why the first read failed that did. */
  failure: Error | undefined;
  reads: number;
  /** How many minutes were asked for that are no longer kept. */
  gone: number;
  /** The start of the first bucket that was read and counts anything; infinity if there is none. */
  firstCounted: number;
};

type Read = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/**
 * Sources that read every minute, every day of hours and every month of days once, as long as what is asked for moves
 * forward. For times that have passed: what is counted later is not seen.
 */
export function cachedSources(sources: Sources, limits: CacheLimits): { sources: Sources; state: CacheState } {
  const state: CacheState = { failure: undefined, reads: 0, gone: 0, firstCounted: Number.POSITIVE_INFINITY };
  const limited = atMost(limits.readsAtOnce);
  const counted: Read = (work) => {
    state.reads += 1;
    return limited(work);
  };
  const read: Read = async (work) => {
    try {
      return await counted(work);
    } catch (error) {
      state.failure ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };
  return {
    sources: {
      history: { get: sources.history.get, slice: cachedSlices(sources.history.slice, read, limits, state) },
      gauges: cachedGauges(sources.gauges, read, limits),
      metric: cachedMetric(sources.metric, counted, limits),
      registrations: cachedRegistrations(sources.registrations, counted),
    },
    state,
  };
}

function cachedSlices(ask: Sources['history']['slice'], read: Read, limits: CacheLimits, state: CacheState) {
  const cache = answerCache<Counter[]>(limits.most, (counters) => 1 + counters.length);
  const nameOf = ({ tenant, dimension, granularity, from }: Slice) => `${tenant} ${dimension} ${granularity} ${from}`;
  const load = (slice: Slice) =>
    cache.get(nameOf(slice), async () => {
      const counters = await read(() => ask(slice));
      for (const { start } of counters) state.firstCounted = Math.min(state.firstCounted, start);
      return counters;
    });

  const prepare = preparer(load, limits);

  function minutes(scope: Slice): Promise<Counter[]>[] {
    const asked = minutesBetween(scope.from, scope.to);
    const there = asked.filter((from) => from >= limits.minutesFrom);
    state.gone += asked.length - there.length;
    const wanted = there.map((from) => load(minuteOf(scope, from)));
    prepare(scope);
    return wanted;
  }

  return async (asked: Slice): Promise<Counter[]> => {
    const { granularity, from, to } = asked;
    if (granularity === 'minute') return (await Promise.all(minutes(asked))).flat();
    if (granularity === 'month') return read(() => ask(asked));
    const partitions = partitionsOf(granularity, asked).map((partition) => load({ ...asked, ...partition }));
    return (await Promise.all(partitions)).flat().filter(({ start }) => start >= from && start < to);
  };
}

function minuteOf(scope: Slice, from: number): Slice {
  return { ...scope, from, to: from + minute };
}

/** Reads minutes before they are asked for. Who asks for them later hears if they fail. */
function preparer(load: (slice: Slice) => Promise<Counter[]>, { ahead, aheadTo }: CacheLimits) {
  const preparedTo = new Map<string, number>();
  return (scope: Slice): void => {
    const name = `${scope.tenant} ${scope.dimension}`;
    const from = Math.max(scope.to, preparedTo.get(name) ?? 0);
    const to = Math.min(scope.to + ahead * minute, aheadTo);
    if (from >= to) return;
    preparedTo.set(name, to);
    for (const start of minutesBetween(from, to)) load(minuteOf(scope, start)).catch(() => undefined);
  };
}

/** What is read in one query: a day of hours, a month of days. */
function partitionsOf(granularity: 'hour' | 'day', { from, to }: Span): Span[] {
  if (granularity === 'hour') return dayStartsUtc(from, to).map((start) => ({ from: start, to: start + day }));
  return monthStartsUtc(from, to).map((start) => ({
    from: start,
    to: monthStartsUtc(start, start + 32 * day)[1] ?? to,
  }));
}

function cachedGauges(ask: Sources['gauges'], read: Read, limits: CacheLimits): Sources['gauges'] {
  const cache = answerCache<ReadonlyMap<string, GaugeReading>>(limits.most, (found) => 1 + found.size);
  return async (tenant, span) => {
    const minutes = minutesBetween(span.from, span.to).map((from) =>
      cache.get(`${tenant} ${from}`, () => read(() => ask(tenant, { from, to: from + minute }))),
    );
    return new Map((await Promise.all(minutes)).flatMap((found) => [...found]));
  };
}

function cachedMetric(ask: Sources['metric'], read: Read, limits: CacheLimits): Sources['metric'] {
  const cache = answerCache<Awaited<ReturnType<typeof ask>>>(limits.most, (points) => 1 + points.length);
  return async (query: MetricQuery, { from, to }: Span) => {
    const days = dayStartsUtc(from, to).map((start) =>
      cache.get(JSON.stringify([query, start]), () => read(() => ask(query, { from: start, to: start + day }))),
    );
    return (await Promise.all(days)).flat().filter(({ at }) => at >= from && at < to);
  };
}

/** They hold their own history: what is known of them at the end tells how they stood at any time. */
function cachedRegistrations(ask: Sources['registrations'], read: Read): Sources['registrations'] {
  const cache = answerCache<Awaited<ReturnType<typeof ask>>>(Number.POSITIVE_INFINITY, () => 1);
  return (tenant) => cache.get(tenant, () => read(() => ask(tenant)));
}
