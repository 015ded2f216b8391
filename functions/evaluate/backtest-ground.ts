import type { Counter } from '../core/counter.ts';
import { minutesComplete, type Retention } from '../core/retention.ts';
import type { Span } from '../rules/rule-kind.ts';
import type { DataFound } from './backtest-notes.ts';
import { cachedSources } from './cached-sources.ts';
import { createReadings, type Sources, type TickReadings } from './readings.ts';

type GroundInput = {
  tenant: string;
  zone: string;
  retention: Retention;
  range: Span;
  /** Earlier minutes are no longer kept; epoch milliseconds. */
  minutesFrom: number;
  /** Which counters are looked at; default: all that are read. */
  isWanted?: (counter: Counter) => boolean;
};

const limits = { most: 200_000, ahead: 64, readsAtOnce: 32 };

/** What all runs of a backtest read from, tick by tick: every bucket is read once for all of them. */
export function createGround(input: GroundInput, sources: Sources) {
  const { tenant, zone, range, minutesFrom, retention, isWanted } = input;
  const cached = cachedSources(sources, { ...limits, aheadTo: range.to, minutesFrom });
  const { state } = cached;
  const looked = isWanted === undefined ? cached.sources : only(isWanted, cached.sources);
  let current: { tick: number; readings: TickReadings } | undefined;
  const goneAt = watchGone(state);
  return {
    readings(tick: number): TickReadings {
      if (current?.tick === tick) return current.readings;
      goneAt(current?.tick);
      const context = { tenant, zone, tick, minutesComplete: minutesComplete(retention) };
      const readings = createReadings(context, looked);
      current = { tick, readings };
      return readings;
    },
    failure: () => state.failure,
    reads: () => state.reads,
    found(): DataFound {
      return { from: range.from, goneAt: goneAt(current?.tick), firstCounted: state.firstCounted };
    },
  };
}

function only(isWanted: (counter: Counter) => boolean, { history, ...others }: Sources): Sources {
  return {
    ...others,
    history: { ...history, slice: async (slice) => (await history.slice(slice)).filter(isWanted) },
  };
}

/** At which tick minutes were last asked for that are no longer kept; asked after every tick. */
function watchGone(state: { gone: number }) {
  let [gone, at]: [number, number | undefined] = [0, undefined];
  return (tick: number | undefined): number | undefined => {
    if (state.gone > gone) at = tick;
    gone = state.gone;
    return at;
  };
}
