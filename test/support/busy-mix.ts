import type { CallEvent } from '../../functions/core/call/event.ts';
import type { EventBase } from '../../functions/core/event-base.ts';
import type { MessageEvent } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { registrationStatuses } from '../../functions/core/registration/event.ts';
import { start } from './events.ts';
import { type Chance, chance } from './world.ts';

/** As providers write them; eight are on our list. */
const carriers = [
  'T-MOBILE USA, INC.',
  'AT&T',
  'Verizon',
  'US Cellular',
  'Bandwidth',
  'Rogers',
  'Bell Mobility',
  'Telus',
];
const foreign = ['Movistar', 'Orange', 'Airtel', 'Telstra'];
const providers = ['twilio', 'telnyx', 'aws-sms', 'meta', 'evolution'] as const;
const letters = [...'ABCDEFGHIJ'];
const countries = letters.slice(0, 6).flatMap((first) => letters.map((second) => `${first}${second}`));
const codes = ['30003', '30005', '30006', '30007', '40008', '40300', '131026', '63016'];

/**
 * What all providers tell of a busy time: mostly messages, and calls, inbound messages, opt-outs, faults, news of
 * registrations and what the application does beside them; 12 carriers, 40 campaigns, 60 countries, a user for each.
 */
export function busyMix(events: number): ProviderEvent[] {
  const random = chance(11);
  const told: ProviderEvent[] = [];
  for (let index = 0; told.length < events; index += 1) told.push(...story(index, random));
  return told.slice(0, events);
}

function story(index: number, random: Chance): ProviderEvent[] {
  const base = baseOf(index, random);
  const dice = random.below(100);
  if (dice < 85) return message(base, random);
  if (dice < 89) return call(base, random);
  if (dice < 90)
    return [{ ...base, kind: 'activity', provider: 'app', deed: { type: 'generation', via: 'llm', ms: 900 } }];
  if (dice < 98) return [inbound(base, random)];
  if (dice < 99) return [{ ...base, kind: 'fault', level: 'error', errorCode: random.pick(codes), provider: 'twilio' }];
  const status = random.pick(registrationStatuses);
  return [{ ...base, kind: 'registration', provider: 'telnyx', unit: 'campaign', unitId: 'C1', status, word: status }];
}

function baseOf(index: number, random: Chance): EventBase & { at: number } {
  const provider = random.pick(providers);
  const named =
    provider === 'meta' || provider === 'evolution' ? {} : { carrier: random.pick([...carriers, ...foreign]) };
  return {
    provider,
    id: `id-${index}`,
    at: start + index * 20,
    to: `+1212555${String(index % 10_000).padStart(4, '0')}`,
    from: `+1415555010${random.below(10)}`,
    country: random.pick(countries),
    ownIds: { campaign: `campaign-${random.below(40)}`, user: `user-${index}`, template: `t-${random.below(20)}` },
    pool: `MG${random.below(6)}`,
    ...named,
  };
}

function message(base: EventBase & { at: number }, random: Chance): MessageEvent[] {
  const channel = base.provider === 'meta' || base.provider === 'evolution' ? 'whatsapp' : 'sms';
  const say = (status: Status, after: number, more: Partial<MessageEvent> = {}): MessageEvent => {
    return { ...base, kind: 'message', channel, status, word: status, at: base.at + after, ...more };
  };
  const dice = random.below(100);
  const errorCode = random.pick(codes);
  if (dice < 3) return [say('queued', 0), say('failed', 500, { errorCode })];
  const begun = [say('queued', 0), say('sent', 900)];
  if (dice < 10) return [...begun, say('undelivered', 4000, { errorCode })];
  const delivered = [...begun, say('delivered', 3000, { costMicros: 7500, segments: 1 })];
  return channel === 'whatsapp' ? [...delivered, say('read', 9000)] : delivered;
}

function call(base: EventBase & { at: number }, random: Chance): CallEvent[] {
  const provider = random.pick(['twilio', 'telnyx']);
  const say = (status: CallEvent['status'], after: number): CallEvent => {
    return { ...base, provider, kind: 'call', status, word: String(status), at: base.at + after };
  };
  const ending = random.pick(['busy', 'no-answer', 'failed'] as const);
  if (random.happens(0.3)) return [say('initiated', 0), say('ringing', 500), say(ending, 9000)];
  return [say('initiated', 0), say('ringing', 500), say('answered', 5000), say('completed', 60_000)];
}

function inbound(base: EventBase & { at: number }, random: Chance): ProviderEvent {
  const { to: from, from: to } = base;
  return { ...base, kind: 'inbound', channel: 'sms', to, from, text: random.pick(['STOP', 'START', 'HELP', 'thanks']) };
}
