import type { MessageEntry } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';

/** Monday 2 June 2025, 14:05 UTC. */
export const start = Date.UTC(2025, 5, 2, 14, 5);

/** A message's event with everything usual filled in; times default to `at`, and to no provider time of sending. */
export function journalEvent(status: Status, overrides: Partial<ReadyMessage> = {}): ReadyMessage {
  const at = overrides.at ?? start;
  const id = overrides.id ?? 'SM00000000000000000000000000000001';
  return {
    kind: 'message',
    key: `main#twilio#message#${id}`,
    tenant: 'main',
    provider: 'twilio',
    id,
    channel: 'sms',
    status,
    word: status,
    zone: 'UTC',
    at,
    startedAt: at,
    receivedAt: at,
    labels: { carrier: 'unknown', country: 'US' },
    ...overrides,
  };
}

/** The statuses an entry has seen, without their times. */
export function seenStatuses(entry: MessageEntry): string[] {
  return Object.keys(entry.seen).sort();
}
