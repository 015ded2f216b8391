import type { CallStatus } from '../../functions/core/call/status.ts';
import type { ReadyEvent } from '../../functions/core/entry-base.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import type { RegistrationStatus } from '../../functions/core/registration/event.ts';
import { minute } from '../../functions/core/time.ts';
import { start } from './events.ts';
import type { Chance } from './world.ts';

/** The true story of something that is no message, all of whose times the provider tells, and what must be counted. */
export type OtherStory = {
  events: JournalEvent[];
  told: { measure: string; minute: number; amount: number }[];
};

export function inventOther(random: Chance, index: number): OtherStory {
  const invent = random.pick([inventCall, inventInbound, inventRegistration, inventFault]);
  return invent(random, `other-${index}`);
}

function ready(random: Chance, kind: string, id: string, at: number): ReadyEvent {
  return {
    key: `main#telnyx#${kind}#${id}`,
    tenant: 'main',
    provider: 'telnyx',
    id,
    zone: 'UTC',
    at,
    startedAt: start,
    receivedAt: start + random.between(0, 200) * minute,
    labels: { carrier: 'unknown', country: 'US', campaign: 'spring' },
  };
}

const callJourneys: CallStatus[][] = [
  ['initiated', 'ringing', 'answered', 'completed'],
  ['initiated', 'answered', 'completed'],
  ['initiated', 'ringing', 'busy'],
  ['initiated', 'no-answer'],
  ['initiated', 'canceled'],
  ['initiated', 'failed'],
];

/** One who is told of a call's every event knows its duration, whatever order they come in. */
function inventCall(random: Chance, id: string): OtherStory {
  const journey = random.pick(callJourneys);
  const answerer = journey.includes('answered') ? random.pick(['human', 'machine', undefined] as const) : undefined;
  const costMicros = random.pick([0, 2000]);
  const steps = journey.map((status, step) => ({ status, minute: step === 0 ? 0 : step * 41 + random.between(0, 40) }));
  const at = (status: CallStatus) => steps.find((step) => step.status === status)?.minute ?? 0;
  const call = (minuteOf: number, word: string) => ({
    ...ready(random, 'call', id, start + minuteOf * minute),
    kind: 'call' as const,
    word,
  });
  const events: JournalEvent[] = steps.map(({ status, minute: when }) => ({ ...call(when, status), status }));
  if (costMicros > 0) events.push({ ...call(170, 'cost'), costMicros });
  // Detected after the answer was reported: before it, only the order of arrival would know when it was answered.
  if (answerer)
    events[journey.indexOf('answered')] = {
      ...call(at('answered'), 'answered'),
      status: 'answered',
      answeredBy: answerer,
    };
  const outcomes = journey.filter((status) => status !== 'initiated' && status !== 'ringing');
  const told = [
    { measure: 'o.call.started', minute: 0, amount: 1 },
    ...outcomes.map((status) => ({ measure: `o.call.${status}`, minute: 0, amount: 1 })),
    ...(answerer ? [{ measure: `o.call.by.${answerer}`, minute: 0, amount: 1 }] : []),
    ...(costMicros > 0 ? [{ measure: 'o.call.costMicros', minute: 0, amount: costMicros }] : []),
    ...timedSteps(journey, steps),
  ];
  if (journey.includes('completed')) {
    const durationMs = (at('completed') - at('answered')) * minute;
    told.push({ measure: 'o.call.durationMs', minute: 0, amount: durationMs });
  }
  return { events, told };
}

/** When a call was answered is only known for sure if no later event came first: `completed` implies it. */
function timedSteps(journey: CallStatus[], steps: { status: CallStatus; minute: number }[]) {
  const implied = journey.includes('completed') ? ['answered', 'initiated'] : ['initiated'];
  return steps
    .filter(({ status }) => status === 'initiated' || !implied.includes(status))
    .map(({ status, minute: when }) => ({ measure: `t.call.${status}`, minute: when, amount: 1 }));
}

function inventInbound(random: Chance, id: string): OtherStory {
  const asks = random.pick(['stop', 'start', 'help', 'other'] as const);
  const segments = random.between(1, 3);
  const message = {
    ...ready(random, 'inbound', id, start),
    kind: 'inbound',
    channel: 'sms',
    class: asks,
    segments,
  } as const;
  const told = [
    { measure: 'o.inbound.received', minute: 0, amount: 1 },
    { measure: `o.inbound.class.${asks}`, minute: 0, amount: 1 },
    { measure: 'o.inbound.segments', minute: 0, amount: segments },
    { measure: 't.inbound.received', minute: 0, amount: 1 },
  ];
  if (asks !== 'stop' && asks !== 'start') return { events: [message], told };
  const status = asks === 'stop' ? 'opted-out' : 'opted-in';
  const consent = { ...ready(random, 'consent', id, start), kind: 'consent', status } as const;
  told.push({ measure: `o.consent.${status}`, minute: 0, amount: 1 });
  told.push({ measure: `t.consent.${status}`, minute: 0, amount: 1 });
  return { events: [message, consent], told };
}

function inventRegistration(random: Chance, id: string): OtherStory {
  const news = ['pending', 'active', 'suspended', 'active', undefined] as const;
  const events: JournalEvent[] = [];
  const told: OtherStory['told'] = [];
  for (const [index, status] of news.slice(0, random.between(1, news.length)).entries()) {
    const when = index * 37;
    const event = ready(random, 'registration', `campaign:${id}`, start + when * minute);
    const word: RegistrationStatus | 'billed' = status ?? 'billed';
    const common = { kind: 'registration', unit: 'campaign', unitId: id, id: `${id}-${index}`, word } as const;
    events.push({ ...event, ...common, status });
    if (status) told.push({ measure: `t.registration.${status}`, minute: when, amount: 1 });
  }
  return { events, told };
}

function inventFault(random: Chance, id: string): OtherStory {
  const level = random.pick(['error', 'warning'] as const);
  return {
    events: [{ ...ready(random, 'fault', id, start), kind: 'fault', level, errorCode: '11200' }],
    told: [
      { measure: `o.fault.${level}`, minute: 0, amount: 1 },
      { measure: `t.fault.${level}`, minute: 0, amount: 1 },
    ],
  };
}
