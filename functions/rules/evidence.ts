import type { Evidence } from '../core/alert.ts';
import type { Measures } from '../core/counter.ts';
import type { Measured } from '../core/verdict.ts';

const shown = 5;

/** A measured value as evidence: without a value if there is none. */
export function known({ value, sample, failures }: Measured): Pick<Evidence, 'value' | 'sample' | 'failures'> {
  return value === undefined ? { sample, failures } : { value, sample, failures };
}

/** The commonest error codes of failed messages. */
export function topCodes(measures: Measures): Evidence['codes'] {
  return top(measures, 'x.code.', (code) => code);
}

/** Who is hit: the campaigns of a carrier, the carriers of a campaign. Carriers without a name are left out. */
export function topHit(measures: Measures): Evidence['hit'] {
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
