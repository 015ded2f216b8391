import type { MessageEntry } from '../core/message/entry.ts';
import type { ReadyMessage } from '../core/message/event.ts';

/** News that no receipt came in time, as of the moment at which the time was up. It teaches nothing else about the message. */
export function expiredEvent(entry: MessageEntry, timeout: number, now: number): ReadyMessage {
  const { key, tenant, provider, id, zone, labels, startedAt, to, from, account, kind, channel } = entry;
  const of = { key, tenant, provider, id, zone, labels, startedAt, to, from, account, kind, channel };
  return { ...of, status: 'expired', word: 'expired', at: startedAt + timeout, receivedAt: now };
}
