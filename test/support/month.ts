import type { ErrorClass } from '../../functions/core/errors/classes.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { journalEvent } from './events.ts';
import { type MonthTenant, monthTenants } from './month-book.ts';
import { type Facts, happenedTo, type Journey, outcomesOf, type Step } from './oracle.ts';
import type { Truth } from './oracle-book.ts';
import { type Chance, chance } from './world.ts';

export const monthStart = Date.parse('2026-03-01T00:00Z');
export const monthEnd = monthStart + 31 * day;

/** A webhook on its way. `last`: nothing more comes of its message. */
export type Arrival = { event: ReadyMessage; last: boolean };
export type MonthMessage = { truth: Truth<MonthTenant>; arrivals: Arrival[] };

/** Messages in the order of their minutes, until they make so many transitions; the first ones are those of any month. */
export function* monthOf(transitions: number, stopAfter = transitions): Iterable<MonthMessage[]> {
  const random = chance(20_260_301);
  const scale = transitions / totalWeight();
  let [due, made, index] = [0, 0, 0];
  for (let at = monthStart; at < monthEnd && made < stopAfter; at += minute) {
    due += scale * weight(at);
    const messages: MonthMessage[] = [];
    while (made < due && made < stopAfter) {
      const message = inventMonthMessage(random, at + random.below(minute), index);
      index += 1;
      made += message.truth.happened.length;
      messages.push(message);
    }
    yield messages;
  }
}

/** Quiet nights, busy afternoons, half as much on weekends. */
function weight(at: number): number {
  const weekend = [0, 6].includes(new Date(at).getUTCDay());
  return (1 - 0.9 * Math.cos((2 * Math.PI * ((at % day) - 3 * hour)) / day)) * (weekend ? 0.5 : 1);
}

function totalWeight(): number {
  let sum = 0;
  for (let at = monthStart; at < monthEnd; at += minute) sum += weight(at);
  return sum;
}

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
/** Two-letter names stand for countries: AA, AB, … */
const countries = Array.from({ length: 60 }, (_, index) =>
  String.fromCharCode(65 + Math.floor(index / 10), 65 + (index % 10)),
);
const carriers = numbered('carrier', 12);
const campaigns = numbered('campaign', 40);
const templates = numbered('template', 12);
const errors: [string, ErrorClass][] = [
  ['40001', 'invalid-number'],
  ['40002', 'carrier-filtered'],
  ['40008', 'unknown'],
  ['40300', 'opted-out'],
  ['30003', 'handset'],
  ['30005', 'invalid-number'],
  ['30007', 'carrier-filtered'],
];

const journeys: [number, Journey & { heardAfter?: number }][] = [
  [0.855, { path: ['queued', 'sent', 'delivered'], ending: 'delivered' }],
  [0.015, { path: ['queued', 'sent', 'delivered'], ending: 'delivered', heardAfter: 17 * hour }],
  [0.02, { path: ['sent', 'delivered', 'read'], ending: 'delivered' }],
  [0.055, { path: ['queued', 'sent', 'undelivered'], ending: 'undelivered' }],
  [0.025, { path: ['queued', 'failed'], ending: 'failed' }],
  [0.006, { path: ['sent', 'undelivered', 'delivered'], ending: 'delivered', flags: ['conflict', 'corrected'] }],
  [0.006, { path: ['sent', 'unconfirmed'], ending: 'unconfirmed' }],
  [0.008, { path: ['queued', 'sent'] }],
  [0.006, { path: ['sent', 'expired'], ending: 'expired' }],
  [0.004, { path: ['sent', 'expired', 'delivered'], ending: 'delivered', flags: ['late', 'corrected'], lastAt: 80 }],
];

/** Each as often as its chance in a thousand says. */
const journeysByChance = journeys.flatMap(([share, journey]) =>
  Array<typeof journey>(Math.round(share * 1000)).fill(journey),
);

/** Minutes take what is counted within a day; so nothing expires on days whose minutes are looked at: the first and the last ones. */
function journeyAt(random: Chance, at: number): Journey & { heardAfter?: number } {
  const chosen = random.pick(journeysByChance);
  const mayExpire = at > monthStart + day && at < monthEnd - 5 * day;
  return chosen.path.includes('expired') && !mayExpire ? { path: ['queued', 'sent'] } : chosen;
}

/** The small values are the frequent ones. */
function skewed<T>(random: Chance, items: readonly T[]): T {
  return items[Math.min(random.below(items.length), random.below(items.length))] as T;
}

function inventMonthMessage(random: Chance, at: number, index: number): MonthMessage {
  const tenant = skewed(random, Object.keys(monthTenants) as MonthTenant[]);
  const provider = random.happens(0.6) ? 'telnyx' : 'twilio';
  const timed = provider === 'telnyx';
  const journey = journeyAt(random, at);
  const steps = stepsOf(journey, at, timed, random);
  const startedAt = timed ? at : (steps[0]?.at ?? at);
  const labels = labelsOf(random, timed, tenant);
  const facts = factsOf(random, timed, journey);
  const [errorCode, errorClass] = skewed(random, errors);
  const id = `m${index}`;
  const sentAt = timed ? steps.find(({ status }) => status === 'sent')?.at : undefined;
  const events = steps.map(({ status, at: when, receivedAt }, step) => {
    const first = step === 0 && steps.length > 1;
    return journalEvent(status, {
      ...{ key: `${tenant}#${provider}#message#${id}`, tenant, provider, id, zone: monthTenants[tenant].zone },
      ...{ at: when, startedAt: timed ? at : when, receivedAt, sentAt },
      labels: first && random.happens(0.02) ? { ...labels, carrier: 'unknown' } : labels,
      ...(first ? { channel: facts.channel, rate: facts.rate } : facts),
      ...((status === 'undelivered' || status === 'failed') && { errorCode, errorClass, countedCode: errorCode }),
    });
  });
  const outcomes = outcomesOf(journey, steps, facts, startedAt);
  const failed = journey.ending === 'undelivered' || journey.ending === 'failed';
  if (failed) outcomes[`o.error.${errorClass}`] = 1;
  const failedWith = failed ? errorCode : undefined;
  const happened = happenedTo(journey, steps);
  const truth: MonthMessage['truth'] = {
    tenant,
    provider,
    kind: 'message',
    startedAt,
    labels,
    outcomes,
    failedWith,
    happened,
  };
  return { truth, arrivals: arrivalsOf(events, random) };
}

/** Twilio tells no times: there a status happens when we hear of it. */
function stepsOf(
  { path, flags, lastAt, heardAfter }: ReturnType<typeof journeyAt>,
  startedAt: number,
  timed: boolean,
  random: Chance,
): Step[] {
  // Of corrections and what is read, the order matters; all else may overtake.
  const inOrder = flags !== undefined || path.includes('read');
  let [at, before] = [startedAt, 0];
  return path.map((status, index) => {
    if (index > 0) at += random.happens(0.05) ? random.between(1, 40 * minute) : random.between(50, 9000);
    if (status === 'expired') at = startedAt + 72 * hour;
    if (index === 2 && lastAt !== undefined) at = startedAt + lastAt * hour;
    const late = heardAfter !== undefined && index === path.length - 1;
    const heardAt = at + (late ? random.between(hour, heardAfter) : random.between(20, 900));
    const receivedAt = inOrder ? Math.max(heardAt, before + 1) : heardAt;
    before = receivedAt;
    if (!timed) at = receivedAt;
    return { status, at, receivedAt };
  });
}

function labelsOf(random: Chance, timed: boolean, tenant: MonthTenant): Truth['labels'] {
  const user = random.happens(0.7) ? skewed(random, users[tenant]) : undefined;
  const template = random.happens(0.5) ? skewed(random, templates) : undefined;
  return {
    carrier: timed ? skewed(random, carriers) : 'unknown',
    country: skewed(random, countries),
    campaign: skewed(random, campaigns),
    sender: `${tenant}-${random.below(12)}`,
    pool: `pool-${random.below(3)}`,
    ...(user && { user }),
    ...(template && { template }),
  };
}

const users: Record<MonthTenant, string[]> = {
  york: numbered('york', 1500),
  london: numbered('london', 1000),
  delhi: numbered('delhi', 500),
};

/** Telnyx tells what a message cost; Twilio's are estimated. */
function factsOf(random: Chance, timed: boolean, { path }: Journey): Facts {
  const channel = path.includes('read') ? 'whatsapp' : 'sms';
  if (!timed) return { channel, rate: { segmentMicros: 7900, feeMicros: random.pick([0, 3000]), asOf: '2026-01-01' } };
  const segments = random.between(1, 3);
  return { channel, segments, costMicros: segments * 7000, carrierFeeMicros: segments * 3000 };
}

/** One in twenty comes twice, the second time a moment later. */
function arrivalsOf(events: readonly ReadyMessage[], random: Chance): Arrival[] {
  const all = events.flatMap((event) =>
    random.happens(0.05) ? [event, { ...event, receivedAt: event.receivedAt + 1000 }] : [event],
  );
  const lastAt = Math.max(...all.map(({ receivedAt }) => receivedAt));
  const lastIndex = all.findLastIndex(({ receivedAt }) => receivedAt === lastAt);
  return all.map((event, index) => ({ event, last: index === lastIndex }));
}
