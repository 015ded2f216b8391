import type { Measures } from '../counter.ts';
import { histogramSums, latencyMeasure } from '../histogram.ts';
import type { Tally } from '../tally.ts';
import type { CallEntry } from './entry.ts';

export function tallyCall(entry: CallEntry): Tally {
  const transitions = Object.entries(entry.seen).map(([status, { at }]) => ({ measure: `t.call.${status}`, at }));
  return { outcomes: outcomes(entry), transitions };
}

function outcomes(entry: CallEntry): Measures {
  const measures: Measures = { 'o.call.started': 1 };
  if (entry.seen.answered) measures['o.call.answered'] = 1;
  if (entry.outcome) measures[`o.call.${entry.outcome.is}`] = 1;
  if (entry.answeredBy) measures[`o.call.by.${entry.answeredBy}`] = 1;
  if (entry.conflict) measures['o.call.conflict'] = 1;
  if (entry.durationMs !== undefined && entry.seen.answered)
    measures[latencyMeasure('callLength', entry.durationMs)] = 1;
  if (entry.durationMs) measures[histogramSums.callLength] = entry.durationMs;
  if (entry.costMicros) measures['o.call.costMicros'] = entry.costMicros;
  return measures;
}
