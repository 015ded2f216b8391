import { toAlertItem } from '../functions/aws/alert-item.ts';
import { toJournalItem } from '../functions/aws/journal-item.ts';
import type { Dimension, Measures } from '../functions/core/counter.ts';
import { counterKey } from '../functions/core/counter-key.ts';
import type { JournalEntry } from '../functions/core/journal-entry.ts';
import { markName, markOf } from '../functions/core/mark.ts';
import { scaled } from '../functions/core/part.ts';
import { identifyNumber } from '../functions/core/phone.ts';
import { defaultRetention, expiresAt } from '../functions/core/retention.ts';
import { day, hour, minute, second } from '../functions/core/time.ts';
import { type Bucket, bucketsTouching, type Span } from '../functions/query/bucket.ts';
import { campaignOutages, outageStart } from '../test/support/alerts.ts';
import { usualMeasures } from './history-items.ts';
import { type Mix, traffic } from './history-traffic.ts';
import { now, zone } from './history-year.ts';
import { usualSequence } from './item-size.ts';

export const tenant = 'tenant-1';
export const numberKey = 'a number key for the benchmark';
/** Somebody who got some of the messages. */
export const somebody = '+14155550107';

const providers = ['telnyx', 'twilio', 'aws-sms'];
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
const ofProviders = (name: string, count: number) =>
  providers.flatMap((provider) => numbered(`${provider}|${name}`, count));

/** As many values as `npm run bench -- history` has in its month. */
const values: Partial<Record<Dimension, readonly string[]>> = {
  total: ['all'],
  provider: providers,
  carrier: ofProviders('Carrier', 12),
  country: numbered('C', 60),
  campaign: numbered('campaign', 40),
  sender: numbered('+1415•••0', 20),
  pool: numbered('MG0123456789abcdef0123456789abcd', 6),
  template: numbered('template', 20),
  errorCode: ['telnyx|40008', 'telnyx|40002', ...providers.flatMap((name) => [`${name}|30003`, `${name}|30007`])],
};

type Kept = { granularity: Bucket['granularity']; span: Span; dimensions?: readonly Dimension[] };

/** Everything of a month but hours in the middle of it and minutes of the morning, which only a scope's own history reads. */
const kept: readonly Kept[] = [
  { granularity: 'month', span: { from: now - 40 * day, to: now } },
  { granularity: 'day', span: { from: now - 61 * day, to: now } },
  { granularity: 'hour', span: { from: now - 3 * day, to: now } },
  { granularity: 'hour', span: { from: now - 31 * day, to: now - 29 * day } },
  {
    granularity: 'hour',
    span: { from: now - 29 * day, to: now - 3 * day },
    dimensions: ['total', 'provider', 'carrier'],
  },
  { granularity: 'minute', span: { from: now - 2 * hour, to: now } },
  { granularity: 'minute', span: { from: now - 25 * hour, to: now - 2 * hour }, dimensions: ['total', 'provider'] },
];

type Item = Record<string, unknown>;

/** The counters of a month of one tenant. */
export function* counterItems(): Iterable<Item> {
  for (const { granularity, span, dimensions } of kept) {
    const buckets = bucketsTouching(zone, granularity, span);
    for (const [dimension, names] of Object.entries(values).filter(isKnown)) {
      if (dimensions && !dimensions.includes(dimension)) continue;
      for (const bucket of buckets) for (const value of names) yield counterItem(bucket, dimension, value);
    }
  }
}

function isKnown(entry: [string, readonly string[]]): entry is [Dimension, readonly string[]] {
  return Object.hasOwn(values, entry[0]);
}

const usual = usualMeasures();

/** Items that are counted have marks, here of four shards; days and months have none. */
function counterItem({ granularity, start, from, to }: Bucket, dimension: Dimension, value: string): Item {
  const id = { tenant, dimension, value, granularity, start } as const;
  const counted = granularity === 'minute' || granularity === 'hour';
  const marks = [0, 1, 2, 3].map((shard) => [markName(`shard-${shard}`), markOf(usualSequence)] as const);
  return {
    ...counterKey(id),
    ...whole(scaled(usual, (to - from) / hour)),
    ...(counted && Object.fromEntries(marks)),
    rev: 12_345,
    expiresAt: Math.ceil(expiresAt(id, defaultRetention) / second),
  };
}

function whole(measures: Measures): Measures {
  return Object.fromEntries(Object.entries(measures).map(([name, amount]) => [name, Math.ceil(amount)]));
}

const mix: Mix = {
  ...{ tenants: 1, providers, carriers: 12, campaigns: 40, countries: 60 },
  ...{ senders: 20, pools: 6, templates: 20, users: false },
};

/** Messages of the last day, each to one of a thousand people, the last of them a minute ago; and how 60 numbers stand. */
export function* journalItems(): Iterable<Item> {
  const entries = new Map<string, JournalEntry>();
  const lastDay = { from: now - day, length: day - minute };
  for (const { after } of traffic(mix, 5000, lastDay)) entries.set(after.key, after);
  for (const entry of entries.values()) {
    const number = `+1415555${String(Number(entry.id.slice(-4)) % 1000).padStart(4, '0')}`;
    yield toJournalItem({ ...entry, to: identifyNumber(number, numberKey) }, defaultRetention);
  }
}

/** Three hundred alerts of one rule, all firing. */
export function* alertItems(): Iterable<Item> {
  const shift = now - 20 * minute - outageStart;
  for (const [index, alert] of campaignOutages(300).alerts.entries()) {
    const at = { since: outageStart + shift, tick: now - minute, firedAt: now - 15 * minute };
    yield toAlertItem({ ...alert, tenant, id: alertId(index), ...at });
  }
}

export function alertId(index: number): string {
  return (index + 0xc0ff_ee00).toString(16).padEnd(12, '0');
}
