import { localDayStart, localHourStart } from './calendar.ts';
import { addMeasures, type Counter, counterKey, type Dimension, type Measures } from './counter.ts';
import type { JournalEntry } from './journal-entry.ts';
import { minuteStart } from './time.ts';

/** Counters by their key; a counter that is touched stays in the map even when its amounts cancel out. */
export type Contributions = Map<string, Counter>;

/**
 * Everything a journal entry adds to counters: the only counting function. A change adds contributions(new) −
 * contributions(old); a recount is the sum over entries (docs/architecture.md, Counting).
 */
export function contributions(entry: JournalEntry): Contributions {
  const result: Contributions = new Map();
  addTo(result, entry, 1);
  return result;
}

/** What changes between two images of an entry; `undefined` stands for an entry that did not exist. */
export function difference(before: JournalEntry | undefined, after: JournalEntry): Contributions {
  const result = contributions(after);
  if (before !== undefined) addTo(result, before, -1);
  return result;
}

/** Sums `added` into `into`. */
export function mergeContributions(into: Contributions, added: Contributions): void {
  for (const [key, counter] of added) {
    const present = into.get(key);
    if (present) addMeasures(present.measures, counter.measures);
    else into.set(key, { ...counter, measures: { ...counter.measures } });
  }
}

function addTo(result: Contributions, entry: JournalEntry, sign: 1 | -1): void {
  const put = (
    dimension: Dimension,
    value: string,
    granularity: 'minute' | 'hour' | 'day',
    start: number,
    measures: Measures,
  ) => {
    const id = { tenant: entry.tenant, dimension, value, granularity, start };
    const { pk, sk } = counterKey(id);
    const key = `${pk} ${sk}`;
    const counter = result.get(key) ?? { ...id, measures: {} };
    addMeasures(counter.measures, measures, sign);
    result.set(key, counter);
  };
  addOutcomes(entry, put);
  addTransitions(entry, put);
}

type Put = (
  dimension: Dimension,
  value: string,
  granularity: 'minute' | 'hour' | 'day',
  start: number,
  measures: Measures,
) => void;

/** Family `o`: what became of the messages that started in this bucket, in every scope. */
function addOutcomes(entry: JournalEntry, put: Put): void {
  const measures = outcomeMeasures(entry);
  const minute = minuteStart(entry.startedAt);
  const hour = localHourStart(entry.zone, entry.startedAt);
  for (const [dimension, value] of scopes(entry)) {
    put(dimension, value, 'minute', minute, { ...measures, ...breakdown(entry, dimension) });
    put(dimension, value, 'hour', hour, measures);
  }
  if (entry.labels.user) put('user', entry.labels.user, 'day', localDayStart(entry.zone, entry.startedAt), measures);
}

/** Family `t`: statuses in the bucket in which they happened, in the scopes total and provider only. */
function addTransitions(entry: JournalEntry, put: Put): void {
  const at = (time: number, measure: string) => {
    for (const [dimension, value] of [
      ['total', 'all'],
      ['provider', entry.provider],
    ] as const) {
      put(dimension, value, 'minute', minuteStart(time), { [measure]: 1 });
      put(dimension, value, 'hour', localHourStart(entry.zone, time), { [measure]: 1 });
    }
  };
  for (const [status, seen] of Object.entries(entry.seen)) {
    if (seen) at(seen.at, `t.${status}`);
  }
  if (entry.correctedAt !== undefined) at(entry.correctedAt, 't.corrected');
}

function scopes(entry: JournalEntry): [Dimension, string][] {
  const { labels, provider } = entry;
  const result: [Dimension, string][] = [
    ['total', 'all'],
    ['provider', provider],
    ['carrier', `${provider}|${labels.carrier}`],
    ['country', labels.country],
  ];
  if (labels.campaign) result.push(['campaign', labels.campaign]);
  if (failed(entry) && entry.errorCode) result.push(['errorCode', `${provider}|${entry.errorCode}`]);
  return result;
}

function outcomeMeasures(entry: JournalEntry): Measures {
  const measures: Measures = { 'o.started': 1 };
  if (entry.seen.sent) measures['o.sent'] = 1;
  if (entry.seen.read) measures['o.read'] = 1;
  if (entry.outcome) measures[`o.${entry.outcome.is}`] = 1;
  if (entry.conflict) measures['o.conflict'] = 1;
  if (entry.late) measures['o.late'] = 1;
  if (entry.segments) measures['o.segments'] = entry.segments;
  if (entry.costMicros) measures['o.costMicros'] = entry.costMicros;
  if (entry.costMicros && failed(entry)) measures['o.failedCostMicros'] = entry.costMicros;
  return measures;
}

/** Minute items name who is hit by failures: by code everywhere, by campaign on carriers and by carrier on campaigns. */
function breakdown(entry: JournalEntry, dimension: Dimension): Measures {
  if (!failed(entry) || dimension === 'errorCode') return {};
  const measures: Measures = {};
  if (entry.errorCode) measures[`x.code.${entry.errorCode}`] = 1;
  if (dimension === 'carrier' && entry.labels.campaign) measures[`x.campaign.${entry.labels.campaign}`] = 1;
  if (dimension === 'campaign') measures[`x.carrier.${entry.provider}|${entry.labels.carrier}`] = 1;
  return measures;
}

function failed(entry: JournalEntry): boolean {
  return entry.outcome?.is === 'undelivered' || entry.outcome?.is === 'failed';
}
