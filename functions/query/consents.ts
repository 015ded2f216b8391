import { localDayStart, localHourStart } from '../core/calendar.ts';
import type { ConsentNumbers, ConsentSource } from '../core/consent/standing.ts';
import { measure } from '../core/counter.ts';
import { day, hour } from '../core/time.ts';
import { countTrend, judged, type Trend } from '../core/trend.ts';
import type { Span } from './bucket.ts';
import { type Ratio, ratioOf } from './derived.ts';
import { planRules, type QueryDeps } from './read-buckets.ts';
import { totals } from './totals.ts';

export type ConsentsDeps = QueryDeps & ConsentSource;

export type Consents = {
  /** People by what they said last, of all who ever said anything. */
  optedOut: Ratio;
  optedIn: Ratio;
  /** Messages of the last 24 hours that asked for no more. */
  stops: number;
  /** Opt-outs of today so far, of the whole of yesterday, and of yesterday's first hours, as many as today has full. */
  optOuts: { today: number; yesterday: number; compared: { today: number; yesterday: number } };
  trend: Trend & { judgement: 'improving' | 'worsening' | 'stable' };
};

/** How people stand to being written to, and whether more of them opt out than yesterday. */
export async function consents(tenant: string, deps: ConsentsDeps): Promise<Consents> {
  const now = deps.now();
  const { zone } = planRules(tenant, 'total', 'month', deps);
  const today = localDayStart(zone, now);
  const yesterday = localDayStart(zone, today - hour);
  // A day that has just begun always looks better than a whole one: only hours of the same number are compared.
  const full = localHourStart(zone, now) - today;
  const outs = (span: Span) => amountOf(tenant, 'o.consent.opted-out', span, deps);
  const [numbers, stops, ofToday, ofYesterday, inToday, inYesterday] = await Promise.all([
    deps.consentNumbers(tenant),
    amountOf(tenant, 'o.inbound.class.stop', { from: now - day, to: now }, deps),
    outs({ from: today, to: now }),
    outs({ from: yesterday, to: today }),
    outs({ from: today, to: today + full }),
    outs({ from: yesterday, to: Math.min(yesterday + full, today) }),
  ]);
  const trend = countTrend(inToday, inYesterday);
  return {
    optedOut: shareOf(numbers, 'opted-out'),
    optedIn: shareOf(numbers, 'opted-in'),
    stops,
    optOuts: { today: ofToday, yesterday: ofYesterday, compared: { today: inToday, yesterday: inYesterday } },
    trend: { ...trend, judgement: judged(trend, 'less') },
  };
}

async function amountOf(tenant: string, name: string, span: Span, deps: QueryDeps): Promise<number> {
  const { measures } = await totals({ tenant, dimension: 'total', value: 'all', ...span }, deps);
  return measure(measures, name);
}

function shareOf(numbers: ConsentNumbers, status: keyof ConsentNumbers): Ratio {
  return ratioOf(numbers[status], numbers['opted-out'] + numbers['opted-in']);
}
