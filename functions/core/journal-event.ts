import { normaliseCarrier } from './carrier.ts';
import { journalKey, type Labels } from './journal-entry.ts';
import type { JournalEvent, MessageEvent } from './message-event.ts';
import { identifyNumber } from './phone.ts';
import { minute } from './time.ts';

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
};

/** A provider's clock may run ahead of ours by this much before its time is taken for a mistake. */
const clockTolerance = 5 * minute;

/** Makes a provider's event ready for the journal: numbers hashed, labels settled, every time in product time. */
export function toJournalEvent(event: MessageEvent, context: JournalContext): JournalEvent {
  const to = event.to === undefined ? undefined : identifyNumber(event.to, context.numberKey);
  const from = event.from === undefined ? undefined : identifyNumber(event.from, context.numberKey);
  const time = (at: number | undefined) => plausible(at, context);
  const sentAt = time(event.sentAt);
  return {
    key: journalKey(context.tenant, event.provider, event.kind, event.id, event.grouped && to?.hash),
    tenant: context.tenant,
    provider: event.provider,
    id: event.id,
    channel: event.channel,
    status: event.status,
    word: event.word,
    zone: context.zone,
    at: time(event.at) ?? context.receivedAt,
    startedAt: time(event.startedAt) ?? sentAt ?? time(event.at) ?? context.receivedAt,
    receivedAt: context.receivedAt,
    labels: labelsOf(event, to?.country),
    sentAt,
    to,
    from,
    errorCode: event.errorCode,
    account: event.account,
    segments: event.segments,
    costMicros: event.costMicros,
    carrierFeeMicros: event.carrierFeeMicros,
  };
}

function plausible(at: number | undefined, context: JournalContext): number | undefined {
  if (at === undefined || !Number.isFinite(at) || at <= 0) return undefined;
  const time = context.fromWall(at);
  return time > context.receivedAt + clockTolerance ? undefined : time;
}

function labelsOf(event: MessageEvent, country: string | undefined): Labels {
  const campaign = event.ownIds.campaign ?? event.registration;
  return {
    carrier: normaliseCarrier(event.carrier || event.ownIds.carrier),
    country: country ?? 'unknown',
    ...(campaign !== undefined && { campaign }),
    ...(event.ownIds.user !== undefined && { user: event.ownIds.user }),
    ...(event.ownIds.template !== undefined && { template: event.ownIds.template }),
  };
}
