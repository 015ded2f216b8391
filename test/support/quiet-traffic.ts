import { localHourStart } from '../../functions/core/calendar.ts';
import { addMeasures, type Dimension, type Granularity, type Measures } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { transitionsOf, withImplied } from '../../functions/evaluate/rule-test/implied-measures.ts';
import { scopesOf } from '../../functions/evaluate/rule-test/traffic.ts';
import type { History } from '../../functions/query/history.ts';
import type { Labels } from '../../functions/rules/grouping.ts';
import { type Chance, chance } from './world.ts';

/** What happens in the busiest minute, on average, by measure. */
type Flow = { labels: Labels; perMinute: Measures };

const carriers = { 'AT&T': 12, Verizon: 9, 'T-Mobile': 6, 'Cellular One': 0.3 };
const campaigns = { otp: 0.6, reminders: 0.3, 'spring-promo': 0.1 };

/** Messages of which one in sixty or so fails, for the usual reasons. */
function messages(labels: Labels, perMinute: number, codes: Record<string, number>): Flow[] {
  const good = { 'o.delivered': perMinute, 'o.consent.opted-out': 0.003 * perMinute };
  const failing = Object.entries(codes).map(([errorCode, share]) => {
    return { labels: { ...labels, errorCode }, perMinute: { 'o.undelivered': share * perMinute } };
  });
  return [{ labels, perMinute: { ...good, 'o.costMicros': 8000 * perMinute } }, ...failing];
}

const telnyxCodes = { '40008': 0.008, '40002': 0.004, '40300': 0.002 };
const application: Measures = {
  'o.app.api.telnyx.ok': 27,
  'o.app.api.telnyx.server-error': 0.1,
  'o.app.api.twilio.ok': 8,
  'o.app.api.twilio.timeout': 0.05,
  'o.app.apiCall.1': 34,
  'o.app.apiCall.2': 0.3,
  'o.app.apiCall.5': 0.1,
  'o.app.generated.llm': 6,
  'o.app.generated.template': 0.2,
  'o.app.generationCostMicros': 12_000,
  'o.app.skipped.daily-limit': 1,
  'o.app.retry.succeeded': 0.6,
  'o.app.retry.failed': 0.4,
};

const flows: Flow[] = [
  ...Object.entries(carriers).flatMap(([carrier, size]) =>
    Object.entries(campaigns).flatMap(([campaign, share]) =>
      messages({ provider: 'telnyx', carrier, campaign }, size * share, telnyxCodes),
    ),
  ),
  ...messages({ provider: 'twilio', campaign: 'newsletter' }, 8, { '30003': 0.008, '30005': 0.003, '30007': 0.002 }),
  ...messages({ provider: 'meta', campaign: 'support' }, 0.4, { '131026': 0.01 }),
  {
    labels: { provider: 'telnyx' },
    perMinute: { 'o.call.completed': 3, 'o.call.no-answer': 1.5, 'o.call.busy': 0.3, 'o.call.failed': 0.12 },
  },
  { labels: { provider: 'twilio' }, perMinute: { 'o.fault.warning': 0.05, 'o.fault.ours': 0.002 } },
  { labels: { provider: 'app' }, perMinute: application },
];

/** Which part of the busiest minute's traffic comes at a time: little at night, half as much at weekends. */
function partAt(at: number, zone: string): number {
  const time = new Date(at).toLocaleString('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    hour12: false,
  });
  const [weekday = '', clock = '0'] = time.split(', ');
  const ofDay = Number(clock) % 24 < 7 ? 0.08 : Number(clock) > 20 ? 0.4 : 1;
  return weekday.startsWith('S') ? ofDay / 2 : ofDay;
}

type Buckets = Map<number, Map<string, Measures>>;

/**
 * Weeks in which nothing is wrong: every amount is random, and receipts take up to ten minutes.
 * @param from the first minute that is kept; what is before is kept by the hour for as many weeks as are asked for
 */
export function quietTraffic(zone: string, { from, to, weeks }: { from: number; to: number; weeks: number }) {
  const random = chance(20_250_603);
  const kept = new Map<string, Buckets>();
  const add = (granularity: Granularity, start: number, labels: Labels, counted: Measures) => {
    for (const [dimension, value] of scopesOf(labels)) {
      const buckets = kept.get(`${granularity} ${dimension}`) ?? new Map();
      const values = buckets.get(start) ?? new Map();
      const sum = values.get(value) ?? {};
      addMeasures(sum, counted);
      kept.set(`${granularity} ${dimension}`, buckets.set(start, values.set(value, sum)));
    }
  };
  const happen = (at: number, minutes: number): void => {
    const part = partAt(at, zone) * minutes;
    for (const { labels, perMinute } of flows) {
      const drawn = Object.entries(perMinute).map(([name, mean]) => [name, poisson(part * mean, random)] as const);
      const counted = withImplied(Object.fromEntries(drawn));
      const all = { ...counted, ...receiptsOf(counted), ...transitionsOf(counted) };
      if (minutes === 1) add('minute', at, labels, all);
      add('hour', localHourStart(zone, at), labels, all);
    }
  };
  for (let at = from - weeks * 7 * day; at < from; at += hour) happen(at, 60);
  for (let at = from; at < to; at += minute) happen(at, 1);
  return (tick: number): History => historyAt(kept, tick);
}

function receiptsOf({ 'o.delivered': delivered = 0 }: Measures): Measures {
  return delivered > 0 ? { 'o.receipt.5': delivered } : {};
}

/** As it was counted at a tick: of what began lately some receipts are still to come, and most of the last minute's are. */
function historyAt(kept: ReadonlyMap<string, Buckets>, tick: number): History {
  const list = (dimension: Dimension, granularity: Granularity, first: number, end: number) => {
    const found = [];
    const buckets = kept.get(`${granularity} ${dimension}`) ?? new Map();
    const step = granularity === 'hour' ? hour : minute;
    for (let start = Math.ceil(first / step) * step; start < Math.min(end, tick); start += step) {
      for (const [value, all] of buckets.get(start) ?? []) {
        const measures = granularity === 'minute' ? soFar(all, start, tick) : all;
        found.push({ tenant: 'main', dimension, value, granularity, start, measures });
      }
    }
    return found;
  };
  return {
    get: async () => [],
    slice: async ({ dimension, granularity, from, to }) => list(dimension, granularity, from, to),
  };
}

const late = [0.4, 0.1, 0.06, 0.04, 0.03, 0.02, 0.02, 0.01, 0.01, 0.01];

function soFar(all: Measures, start: number, tick: number): Measures {
  const part = late[Math.floor((tick - start) / minute) - 1];
  if (part === undefined) return all;
  const luck = ((start / minute) * 0.618_034) % 1;
  const come = (name: string) => /^o\.(delivered|undelivered|receipt\..*)$/.test(name);
  return Object.fromEntries(
    Object.entries(all).map(([name, amount]) => [
      name,
      come(name) ? amount - Math.floor(part * amount + luck) : amount,
    ]),
  );
}

/** Up to 30 by Knuth's product, above it as good as normal. */
function poisson(mean: number, random: Chance): number {
  const uniform = () => (random.below(1_000_000) + 1) / 1_000_001;
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let count = 0;
  for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count += 1;
  return count;
}
