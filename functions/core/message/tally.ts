import type { Dimension, Measures } from '../counter.ts';
import type { Tally } from '../tally.ts';
import type { MessageEntry } from './entry.ts';

export function tallyMessage(entry: MessageEntry): Tally {
  const transitions = Object.entries(entry.seen).map(([status, { at }]) => ({ measure: `t.${status}`, at }));
  if (entry.correctedAt !== undefined) transitions.push({ measure: 't.corrected', at: entry.correctedAt });
  return { outcomes: outcomes(entry), transitions, failedWith: hasFailed(entry) ? entry.errorCode : undefined };
}

function outcomes(entry: MessageEntry): Measures {
  const measures: Measures = { 'o.started': 1 };
  if (entry.seen.sent) measures['o.sent'] = 1;
  if (entry.seen.read) measures['o.read'] = 1;
  if (entry.outcome) measures[`o.${entry.outcome.is}`] = 1;
  if (entry.conflict) measures['o.conflict'] = 1;
  if (entry.late) measures['o.late'] = 1;
  if (entry.segments) measures['o.segments'] = entry.segments;
  if (entry.costMicros) measures['o.costMicros'] = entry.costMicros;
  if (entry.costMicros && hasFailed(entry)) measures['o.failedCostMicros'] = entry.costMicros;
  return measures;
}

/** Minute items name who is hit by failures: by code everywhere, by campaign on carriers and by carrier on campaigns. */
export function breakdown(entry: MessageEntry, dimension: Dimension): Measures {
  if (!hasFailed(entry) || dimension === 'errorCode') return {};
  const measures: Measures = {};
  if (entry.errorCode) measures[`x.code.${entry.errorCode}`] = 1;
  if (dimension === 'carrier' && entry.labels.campaign) measures[`x.campaign.${entry.labels.campaign}`] = 1;
  if (dimension === 'campaign') measures[`x.carrier.${entry.provider}|${entry.labels.carrier}`] = 1;
  return measures;
}

function hasFailed({ outcome }: MessageEntry): boolean {
  return outcome?.is === 'undelivered' || outcome?.is === 'failed';
}
