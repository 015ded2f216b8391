import type { ReadyCall } from '../../functions/core/call/event.ts';
import type { CallStatus } from '../../functions/core/call/status.ts';
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

/** A call's event with everything usual filled in; without a status it tells facts only. */
export function callEvent(status: CallStatus | undefined, overrides: Partial<ReadyCall> = {}): ReadyCall {
  const at = overrides.at ?? start;
  return {
    kind: 'call',
    key: 'main#telnyx#call#c-1',
    tenant: 'main',
    provider: 'telnyx',
    id: 'c-1',
    word: status ?? 'news',
    zone: 'UTC',
    at,
    startedAt: start,
    receivedAt: at,
    labels: { carrier: 'unknown', country: 'US' },
    ...(status && { status }),
    ...overrides,
  };
}
