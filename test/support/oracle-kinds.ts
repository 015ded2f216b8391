import type { Deed } from '../../functions/core/activity/event.ts';
import type { ReadyCall } from '../../functions/core/call/event.ts';
import type { CallStatus } from '../../functions/core/call/status.ts';
import type { ReadyEvent } from '../../functions/core/entry-base.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import type { RegistrationStatus } from '../../functions/core/registration/event.ts';
import { day, minute, second } from '../../functions/core/time.ts';
import type { SentMessage } from '../../functions/ingest/record-prepared.ts';
import { start } from './events.ts';
import { boundOf, type Setting, type Story, settings, type Truth } from './oracle-book.ts';
import type { Chance } from './world.ts';

/** What the team last wrote to somebody, by the hash of the number. */
export type LastSent = Map<string, SentMessage>;

/** The story of something that is no message of the team. */
export function inventOther(random: Chance, index: number, lastSent: LastSent): Story {
  const tenant = random.pick<Setting>(['delhi', 'york', 'rough']);
  const id = `other-${index}`;
  const kind = random.pick(['call', 'inbound', 'consent', 'registration', 'fault', 'activity'] as const);
  if (kind === 'consent') return inventConsent(random, tenant, id);
  if (kind === 'call') return inventCall(random, tenant, id);
  if (kind === 'inbound') return inventInbound(random, tenant, id, lastSent);
  if (kind === 'activity') return inventActivity(random, tenant, id);
  return kind === 'fault' ? inventFault(random, tenant, id) : inventRegistration(random, tenant, id);
}

function ready(random: Chance, tenant: Setting, kind: string, id: string, at = start): ReadyEvent {
  return {
    key: `${tenant}#telnyx#${kind}#${id}`,
    tenant,
    provider: 'telnyx',
    id,
    zone: settings[tenant].zone,
    at,
    startedAt: start,
    receivedAt: start + random.between(0, 200) * minute,
    labels: { carrier: 'unknown', country: 'US' },
  };
}

type Told = Pick<Truth, 'outcomes' | 'happened'> & Partial<Truth>;

function truthOf(event: ReadyEvent, kind: Truth['kind'], tenant: Setting, told: Told): Truth {
  const { provider, startedAt, labels } = event;
  return { tenant, provider, kind, startedAt, labels, ...told };
}

const callJourneys: CallStatus[][] = [
  ['initiated', 'ringing', 'answered', 'completed'],
  ['initiated', 'answered', 'completed'],
  ['initiated', 'ringing', 'busy'],
  ['initiated', 'no-answer'],
  ['initiated', 'canceled'],
  ['initiated', 'failed'],
];

/** One who is told of a call's every event knows its duration; when it was answered, only if they come in order. */
function inventCall(random: Chance, tenant: Setting, id: string): Story {
  const journey = random.pick(callJourneys);
  const waits = [0, 1, 5, 30, 31, 600, 3600, 3601];
  let at = start;
  const steps = journey.map((status, step) => {
    if (step > 0) at += random.pick(waits) * second;
    return { status, at };
  });
  const timeOf = (status: CallStatus) => steps.find((step) => step.status === status)?.at ?? start;
  const costMicros = random.pick([0, 2000]);
  const answeredBy = journey.includes('answered') ? random.pick(['human', 'machine', undefined] as const) : undefined;
  const labels = { carrier: random.pick(['AT&T', 'unknown']), country: 'US', campaign: 'spring', sender: '24365' };
  const call = (when: number, word: string): Omit<ReadyCall, 'status'> => ({
    ...ready(random, tenant, 'call', id, when),
    kind: 'call',
    word,
    labels,
  });
  const events: ReadyCall[] = steps.map(({ status, at: when }) => ({
    ...call(when, status),
    status,
    ...(status === 'answered' && answeredBy && { answeredBy }),
  }));
  if (costMicros > 0) events.push({ ...call(at + minute, 'cost'), costMicros });
  const outcomes: Record<string, number> = { 'o.call.started': 1 };
  for (const status of journey) if (!['initiated', 'ringing'].includes(status)) outcomes[`o.call.${status}`] = 1;
  if (answeredBy) outcomes[`o.call.by.${answeredBy}`] = 1;
  if (costMicros > 0) outcomes['o.call.costMicros'] = costMicros;
  if (journey.includes('completed')) {
    const length = timeOf('completed') - timeOf('answered');
    outcomes['o.call.durationMs'] = length;
    outcomes[`o.call.length.${boundOf(length)}`] = 1;
  }
  const happened = steps.map(({ status, at: when }) => ({ measure: `t.call.${status}`, at: when }));
  const truth = truthOf(call(start, ''), 'call', tenant, { outcomes, happened });
  return { truth, events, inOrder: tenant !== 'rough' };
}

/** Somebody writes, perhaps as an answer: then it belongs to the campaign of the message that is answered. */
function inventInbound(random: Chance, tenant: Setting, id: string, lastSent: LastSent): Story {
  const asks = random.pick(['stop', 'start', 'help', 'other', 'shipping'] as const);
  const [segments, costMicros] = [random.between(1, 3), random.pick([undefined, 4000])];
  const ago = random.pick([0, 5 * minute, 5 * minute + 1, 3 * day, 3 * day + 1, undefined]);
  const person = `person-${id}`;
  const campaign = random.pick(['spring', 'otp', 'winter']);
  const sent = { startedAt: start - (ago ?? 0), labels: { carrier: 'AT&T', country: 'US', campaign, user: 'u-1' } };
  if (ago !== undefined) lastSent.set(`${tenant} ${person}`, sent);
  const answers = ago !== undefined && ago <= 3 * day;
  const own = { carrier: 'unknown', country: 'CA', pool: 'pool-1', sender: '24365' };
  const from = { hash: person, masked: '+1613•••0123', country: 'CA' };
  const message = {
    ...ready(random, tenant, 'inbound', id),
    kind: 'inbound' as const,
    channel: 'sms' as const,
    class: asks,
    from,
    labels: own,
    segments,
    costMicros,
  };
  const labels = { ...own, ...(answers && { campaign, user: 'u-1' }) };
  const response = answers ? (ago <= 5 * minute ? 'immediate' : 'delayed') : 'unprompted';
  const outcomes: Record<string, number> = {
    'o.inbound.received': 1,
    'o.inbound.segments': segments,
    [`o.inbound.class.${asks}`]: 1,
    [`o.inbound.${response}`]: 1,
    ...(costMicros && { 'o.inbound.costMicros': costMicros }),
  };
  const happened = [{ measure: 't.inbound.received', at: start }];
  const truth = truthOf(message, 'inbound', tenant, { labels, outcomes, happened });
  return { truth, events: [message], inOrder: false };
}

/** What a keyword means for the person's consent, as an entry of its own. */
function inventConsent(random: Chance, tenant: Setting, id: string): Story {
  const status = random.pick(['opted-out', 'opted-in'] as const);
  const event = { ...ready(random, tenant, 'consent', id), kind: 'consent', status } as const;
  const outcomes = { [`o.consent.${status}`]: 1 };
  const happened = [{ measure: `t.consent.${status}`, at: start }];
  return { truth: truthOf(event, 'consent', tenant, { outcomes, happened }), events: [event], inOrder: false };
}

function inventRegistration(random: Chance, tenant: Setting, id: string): Story {
  const news = ['pending', 'active', 'suspended', 'active', undefined] as const;
  const events: JournalEvent[] = [];
  const happened: Truth['happened'] = [];
  for (const [index, status] of news.slice(0, random.between(1, news.length)).entries()) {
    const at = start + index * 37 * minute;
    const event = ready(random, tenant, 'registration', `campaign:${id}`, at);
    const word: RegistrationStatus | 'billed' = status ?? 'billed';
    const common = { kind: 'registration', unit: 'campaign', unitId: id, id: `${id}-${index}`, word } as const;
    events.push({ ...event, ...common, status });
    if (status) happened.push({ measure: `t.registration.${status}`, at });
  }
  const event = ready(random, tenant, 'registration', id);
  return { truth: truthOf(event, 'registration', tenant, { outcomes: {}, happened }), events, inOrder: false };
}

function inventFault(random: Chance, tenant: Setting, id: string): Story {
  const level = random.pick(['error', 'warning'] as const);
  const failedWith = random.pick(['11200', '30003', undefined]);
  const ours = failedWith === '11200';
  const event = { ...ready(random, tenant, 'fault', id), kind: 'fault', level } as const;
  const outcomes = { [`o.fault.${level}`]: 1, ...(ours && { 'o.fault.ours': 1 }) };
  const happened = [{ measure: `t.fault.${level}`, at: start }];
  const code = { errorCode: failedWith, countedCode: failedWith, ...(ours && { ours: true as const }) };
  const truth = truthOf(event, 'fault', tenant, { outcomes, happened, failedWith });
  return { truth, events: [{ ...event, ...code }], inOrder: false };
}

/** What the team's own application does, such as to make a text, or not to write to some people. */
function inventActivity(random: Chance, tenant: Setting, id: string): Story {
  const labels = { carrier: 'unknown', country: 'unknown', campaign: random.pick(['spring', 'winter']), user: 'u-1' };
  const [deed, outcomes] = random.pick([inventGeneration, inventSkip, inventApiCall, inventReport])(random);
  const key = `${tenant}#app#activity#${id}`;
  const event = {
    ...ready(random, tenant, 'activity', id),
    key,
    provider: 'app',
    kind: 'activity',
    labels,
    deed,
  } as const;
  return { truth: truthOf(event, 'activity', tenant, { outcomes, happened: [] }), events: [event], inOrder: false };
}

function inventGeneration(random: Chance): [Deed, Record<string, number>] {
  const via = random.pick(['llm', 'template'] as const);
  const [ms, costMicros] = [random.pick([0, 1000, 1001, 3_600_001]), random.pick([0, 2100])];
  const outcomes: Record<string, number> = { [`o.app.generated.${via}`]: 1, [`o.app.generation.${boundOf(ms)}`]: 1 };
  if (ms > 0) outcomes['o.app.generationMs'] = ms;
  if (costMicros > 0) outcomes['o.app.generationCostMicros'] = costMicros;
  return [{ type: 'generation', via, ms, costMicros }, outcomes];
}

function inventSkip(random: Chance): [Deed, Record<string, number>] {
  const reason = random.pick(['quiet-hours', 'daily-limit'] as const);
  const count = random.between(1, 500);
  return [{ type: 'skip', reason, count }, { [`o.app.skipped.${reason}`]: count }];
}

function inventApiCall(random: Chance): [Deed, Record<string, number>] {
  const target = random.pick(['twilio', 'openai']);
  const outcome = random.pick(['ok', 'client-error', 'server-error', 'timeout'] as const);
  const ms = random.pick([0, 1000, 1001, 3_600_001]);
  const outcomes = { [`o.app.api.${target}.${outcome}`]: 1, [`o.app.apiCall.${boundOf(ms)}`]: 1 };
  return [{ type: 'api-call', target, outcome, ms }, ms > 0 ? { ...outcomes, 'o.app.apiCallMs': ms } : outcomes];
}

function inventReport(random: Chance): [Deed, Record<string, number>] {
  const regulation = random.pick(['tcpa', '10dlc'] as const);
  const reason = random.pick(['consent', 'rate-limit'] as const);
  const outcome = random.pick(['succeeded', 'failed'] as const);
  const amount = random.between(1, 500);
  return random.pick<[Deed, Record<string, number>]>([
    [
      { type: 'violation', regulation, reason },
      { [`o.app.violation.${regulation}`]: 1, [`o.app.breach.${reason}`]: 1 },
    ],
    [{ type: 'retry', outcome }, { [`o.app.retry.${outcome}`]: 1 }],
    [{ type: 'count', name: 'conversions', amount }, { 'o.app.count.conversions': amount }],
  ]);
}
