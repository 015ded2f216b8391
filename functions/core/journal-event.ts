import type { ReadyActivity } from './activity/event.ts';
import type { ReadyCall } from './call/event.ts';
import { normaliseCarrier } from './carrier.ts';
import type { ReadyConsent } from './consent/consent.ts';
import type { Labels, NumberIdentity, ReadyEvent } from './entry-base.ts';
import { errorClassOf } from './errors/catalogue.ts';
import type { EventBase } from './event-base.ts';
import type { ReadyFault } from './fault/fault.ts';
import { classOf, type InboundClasses } from './inbound/classify.ts';
import type { InboundEvent, ReadyInbound } from './inbound/event.ts';
import { journalKey } from './journal-entry.ts';
import type { MessageEvent, ReadyMessage } from './message/event.ts';
import { counterText } from './own-ids.ts';
import { type Ends, personOf, senderOf } from './person.ts';
import { identifyNumber } from './phone.ts';
import type { ProviderEvent } from './provider-event.ts';
import { type RateCard, rateOf } from './rate-card.ts';
import type { ReadyRegistration, RegistrationEvent } from './registration/event.ts';
import { minute } from './time.ts';

export type JournalEvent =
  | ReadyMessage
  | ReadyCall
  | ReadyInbound
  | ReadyConsent
  | ReadyRegistration
  | ReadyFault
  | ReadyActivity;

export type JournalContext = {
  tenant: string;
  /** The tenant's IANA time zone. */
  zone: string;
  /** The deployment's key for number hashes. */
  numberKey: string;
  /** When the request came in, in product time. */
  receivedAt: number;
  /** Product time of a provider's (wall) time. */
  fromWall(at: number): number;
  /** The team's own classes of inbound messages. */
  inboundClasses?: InboundClasses | undefined;
  rateCards?: readonly RateCard[] | undefined;
};

/** A provider's clock may run ahead of ours by this much before its time is taken for a mistake. */
const clockTolerance = 5 * minute;

/**
 * Makes a provider's event ready for the journal: numbers hashed, labels settled, every time in product time. An
 * inbound keyword is two events: the message, and the opt-out or opt-in that it means.
 */
export function toJournalEvents(told: ProviderEvent, context: JournalContext): JournalEvent[] {
  const event = bounded(told);
  switch (event.kind) {
    case 'message':
      return [messageEvent(event, context)];
    case 'call':
      return [{ ...event, ...makeReady(event, context) }];
    case 'inbound':
      return inboundEvents(event, context);
    case 'consent':
      return [{ ...event, ...makeReady(event, context) }];
    case 'registration':
      return [registrationEvent(event, context)];
    case 'fault':
      return [{ ...event, ...makeReady(event, context), ...counted(event.errorCode) }];
    case 'activity':
      return [{ ...event, ...makeReady(event, context) }];
  }
}

/** Longer than any id or word that a provider uses; an entry has to fit into an item. */
const longestText = 200;

function bounded(event: ProviderEvent): ProviderEvent {
  const cut: Record<string, string> = {};
  let fits = true;
  for (const [name, value] of Object.entries(event)) {
    if (typeof value !== 'string' || value.length <= longestText) continue;
    cut[name] = value.slice(0, longestText);
    fits = false;
  }
  return fits ? event : Object.assign({}, event, cut);
}

function messageEvent(event: MessageEvent, context: JournalContext): ReadyMessage {
  const { provider, channel, errorCode, grouped } = event;
  const ready = makeReady({ ...event, startedAt: event.startedAt ?? event.sentAt }, context);
  const { labels, startedAt, to } = ready;
  return {
    ...event,
    ...ready,
    key: grouped && to ? `${ready.key}#${to.hash}` : ready.key,
    sentAt: plausible(event.sentAt, context),
    rate: rateOf(context.rateCards ?? [], { provider, channel, ...labels, startedAt }),
    ...counted(errorCode),
    ...(errorCode !== undefined && { errorClass: errorClassOf(errorCode, provider) }),
  };
}

/** The code to count an error under. */
function counted(errorCode: string | undefined) {
  return errorCode === undefined ? {} : { countedCode: counterText(errorCode) };
}

function inboundEvents(event: InboundEvent, context: JournalContext): JournalEvent[] {
  const { text, keyword, ...told } = event;
  const asks = keyword ?? classOf(text ?? '', event.provider, context.inboundClasses ?? {});
  const message: ReadyInbound = { ...told, ...makeReady(event, context), class: asks };
  if (asks !== 'stop' && asks !== 'start') return [message];
  const { provider, id, at, startedAt, to, from, pool, account, ownIds, registration } = event;
  const who = { to, from, pool, account, ownIds, registration };
  const consent = { kind: 'consent', provider, id, at, startedAt, ...who } as const;
  const status = asks === 'stop' ? 'opted-out' : 'opted-in';
  return [message, { ...consent, status, ...makeReady(consent, context) }];
}

/** A number's registration is known by the hash of the number, and shown masked. */
function registrationEvent(event: RegistrationEvent, context: JournalContext): ReadyRegistration {
  const ready = makeReady(event, context);
  const { tenant, provider, from } = ready;
  const key = journalKey(tenant, provider, 'registration', `${event.unit}:${from?.hash ?? event.unitId}`);
  return { ...event, ...ready, key, unitId: from?.masked ?? event.unitId };
}

type Ready = ReadyEvent & { to: NumberIdentity | undefined; from: NumberIdentity | undefined };

function makeReady(
  event: EventBase & Pick<Ends, 'direction'> & Pick<ProviderEvent, 'kind'>,
  context: JournalContext,
): Ready {
  const { provider, kind, id, account, direction } = event;
  const { tenant, zone, receivedAt } = context;
  const to = event.to === undefined ? undefined : identifyNumber(event.to, context.numberKey);
  const from = event.from === undefined ? undefined : identifyNumber(event.from, context.numberKey);
  const at = plausible(event.at, context) ?? receivedAt;
  return {
    key: journalKey(tenant, provider, kind, id),
    tenant,
    provider,
    id,
    zone,
    at,
    startedAt: plausible(event.startedAt, context) ?? at,
    receivedAt,
    labels: labelsOf(event, { kind, direction, to, from }),
    to,
    from,
    account,
  };
}

/** A provider's time in product time; `undefined` for none, and for a time that is a mistake. */
export function plausible(
  at: number | undefined,
  context: Pick<JournalContext, 'fromWall' | 'receivedAt'>,
): number | undefined {
  if (at === undefined || !Number.isFinite(at) || at <= 0) return undefined;
  const time = context.fromWall(at);
  return time > context.receivedAt + clockTolerance ? undefined : time;
}

function labelsOf(event: EventBase, ends: Ends): Labels {
  const { ownIds = {}, registration, pool } = event;
  // Who writes answers a message, whose campaign says more than what the number is registered for.
  const asks = ends.kind === 'inbound' || ends.kind === 'consent';
  const { campaign = asks ? undefined : registration, user, template } = ownIds;
  const words = { campaign, user, template, pool, sender: senderOf(ends) };
  const labels: Labels = {
    carrier: counterText(normaliseCarrier(event.carrier || ownIds.carrier)) || 'unknown',
    country: counterText(event.country ?? personOf(ends)?.country ?? '') || 'unknown',
  };
  for (const name of ['campaign', 'user', 'template', 'pool', 'sender'] as const) {
    const text = counterText(words[name] ?? '');
    if (text !== '') labels[name] = text;
  }
  return labels;
}
