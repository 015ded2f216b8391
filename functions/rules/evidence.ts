import type { Evidence } from '../core/alert.ts';
import { type Measures, measure } from '../core/counter.ts';
import type { Measured } from '../core/verdict.ts';
import { amountOf } from './amounts.ts';
import type { Sums } from './windows.ts';

const shown = 5;

/** A share of what is counted in a scope. `failures`: what is missing from it where little is bad, else what it counts. */
export function shareOf({ of, over }: { of: string; over: string }, { own, whole }: Sums, below: boolean): Measured {
  const part = amountOf(of, own);
  const sample = amountOf(over, whole);
  return {
    value: sample > 0 ? part / sample : undefined,
    sample,
    failures: below ? Math.max(0, sample - part) : part,
  };
}

/** A measured value as evidence: without a value if there is none. */
export function known({ value, sample, failures }: Measured): Pick<Evidence, 'value' | 'sample' | 'failures'> {
  return value === undefined ? { sample, failures } : { value, sample, failures };
}

/** Nothing but a value, measured over a window. */
export function plain(value: number | undefined, window: Evidence['window']): Evidence {
  return { ...known({ value, sample: 0, failures: 0 }), window, codes: [], hit: [] };
}

/** Why messages failed, who is hit and what it cost. Counters explain failed messages only, and nothing else. */
export function whyOf(of: string, measures: Measures): Pick<Evidence, 'codes' | 'hit' | 'failedCostMicros'> {
  if (!['delivered', 'undelivered', 'failed', 'failures'].includes(of)) return { codes: [], hit: [] };
  const why = { codes: topCodes(measures), hit: topHit(measures) };
  const failedCostMicros = measure(measures, 'o.failedCostMicros');
  return failedCostMicros > 0 ? { ...why, failedCostMicros } : why;
}

/** The commonest error codes of failed messages. */
function topCodes(measures: Measures): Evidence['codes'] {
  return top(measures, 'x.code.', (code) => code);
}

/** Who is hit: the campaigns of a carrier, the carriers of a campaign. Carriers without a name are left out. */
function topHit(measures: Measures): Evidence['hit'] {
  const campaigns = top(measures, 'x.campaign.', (campaign) => campaign);
  const carriers = top(measures, 'x.carrier.', carrierName).filter(({ value }) => value !== 'unknown');
  return [
    ...campaigns.map((item) => ({ ...item, dimension: 'campaign' as const })),
    ...carriers.map((item) => ({ ...item, dimension: 'carrier' as const })),
  ];
}

/** `telnyx|AT&T` is AT&T, whoever sends. */
function carrierName(value: string): string {
  return value.split('|').at(-1) ?? value;
}

function top(measures: Measures, prefix: string, name: (text: string) => string): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const [measure, count] of Object.entries(measures)) {
    if (!measure.startsWith(prefix)) continue;
    const value = name(measure.slice(prefix.length));
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, shown);
}
