import type { Dimension, Measures } from '../counter.ts';
import { histogramSums, latencyMeasure } from '../histogram.ts';
import type { Tally } from '../tally.ts';
import { isPlanned, type MessageEntry } from './entry.ts';

export function tallyMessage(entry: MessageEntry): Tally {
  const transitions = Object.entries(entry.seen).map(([status, { at }]) => ({ measure: `t.${status}`, at }));
  if (entry.correctedAt !== undefined) transitions.push({ measure: 't.corrected', at: entry.correctedAt });
  return {
    outcomes: isPlanned(entry) ? {} : outcomes(entry),
    plannedAt: entry.seen.scheduled?.at,
    transitions,
    failed: hasFailed(entry),
    failedWith: failedWith(entry),
  };
}

function outcomes(entry: MessageEntry): Measures {
  const { seen, outcome, errorClass } = entry;
  const measures: Measures = { 'o.started': 1 };
  if (seen.sent) measures['o.sent'] = 1;
  if (seen.read) measures['o.read'] = 1;
  if (outcome) measures[`o.${outcome.is}`] = 1;
  if (outcome?.heardLate) measures['o.heardLate'] = 1;
  if (entry.conflict) measures['o.conflict'] = 1;
  if (entry.late) measures['o.late'] = 1;
  if (errorClass && hasFailed(entry)) measures[`o.error.${errorClass}`] = 1;
  Object.assign(measures, money(entry));
  const receipt = receiptLatency(entry);
  if (receipt !== undefined) measures[latencyMeasure('receipt', receipt)] = 1;
  if (receipt) measures[histogramSums.receipt] = receipt;
  const handover = handoverLatency(entry);
  if (handover !== undefined) measures[latencyMeasure('handover', handover)] = 1;
  return measures;
}

/**
 * Segments and micro-dollars: as told, else estimated once the message has left the provider. Estimates are in the
 * sums, and beside them, so that every answer can say how much of it nobody has told.
 */
function money(entry: MessageEntry): Measures {
  const measures: Measures = {};
  const estimate = entry.seen.sent && entry.channel === 'sms' ? 1 : 0;
  const segments = entry.segments ?? estimate;
  if (segments) measures['o.segments'] = segments;
  if (segments && !entry.segments) measures['o.estimatedSegments'] = segments;
  const estimated = estimatedCost(entry, segments || 1);
  const costMicros = entry.costMicros ?? estimated?.costMicros;
  const feeMicros = entry.carrierFeeMicros ?? estimated?.feeMicros;
  if (costMicros) measures['o.costMicros'] = costMicros;
  if (costMicros && !entry.costMicros) measures['o.estimatedCostMicros'] = costMicros;
  if (feeMicros) measures['o.carrierFeeMicros'] = feeMicros;
  if (costMicros && hasFailed(entry)) measures['o.failedCostMicros'] = costMicros;
  return measures;
}

/** By the rate card, carrier fee included. What never left the provider is not billed. */
function estimatedCost({ costMicros, rate, seen }: MessageEntry, segments: number) {
  if (costMicros !== undefined || rate === undefined || !seen.sent) return undefined;
  const feeMicros = segments * rate.feeMicros;
  return { costMicros: segments * rate.segmentMicros + feeMicros, feeMicros };
}

/** Milliseconds from sent to delivered, if both were told and not only follow from one another. */
export function receiptLatency({ seen, outcome }: MessageEntry): number | undefined {
  const { sent, delivered } = seen;
  if (outcome?.is !== 'delivered' || !sent || sent.implied || !delivered || delivered.implied) return undefined;
  return Math.max(0, delivered.at - sent.at);
}

/** Milliseconds that the provider kept the message before it sent it; a start that equals `sent` was never told. */
function handoverLatency({ seen, startedAt }: MessageEntry): number | undefined {
  if (!seen.sent || seen.sent.implied) return undefined;
  const accepted = seen.accepted ?? seen.queued;
  if (accepted) return seen.sent.at - accepted.at;
  return seen.scheduled || startedAt >= seen.sent.at ? undefined : seen.sent.at - startedAt;
}

/** Who is hit by failures: by code everywhere; in minutes also by campaign on carriers and by carrier on campaigns. */
export function breakdown(entry: MessageEntry, dimension: Dimension, granularity: 'minute' | 'hour'): Measures {
  const code = failedWith(entry);
  if (!hasFailed(entry) || dimension === 'errorCode') return {};
  const measures: Measures = {};
  if (code) measures[`x.code.${code}`] = 1;
  if (granularity === 'hour') return measures;
  if (dimension === 'carrier' && entry.labels.campaign) measures[`x.campaign.${entry.labels.campaign}`] = 1;
  if (dimension === 'campaign') measures[`x.carrier.${entry.provider}|${entry.labels.carrier}`] = 1;
  return measures;
}

function failedWith(entry: MessageEntry): string | undefined {
  return hasFailed(entry) ? (entry.countedCode ?? entry.errorCode) : undefined;
}

function hasFailed({ outcome }: MessageEntry): boolean {
  return outcome?.is === 'undelivered' || outcome?.is === 'failed';
}
