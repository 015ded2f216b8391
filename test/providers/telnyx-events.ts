import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import type { Parsed } from '../../functions/providers/provider.ts';
import { telnyx } from '../../functions/providers/telnyx/telnyx.ts';

export const occurredAt = Date.UTC(2025, 5, 2, 14, 5, 9);

/** What becomes of a body, a JSON value or the bytes themselves. */
export function parsedBody(body: unknown): Parsed {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return telnyx.parse({ method: 'POST', urls: [], headers: {}, body: bytes }, '');
}

/** An event in its envelope. */
export function telnyxEvent(type: string, payload: unknown, meta: Record<string, unknown> = {}) {
  return {
    data: {
      event_type: type,
      id: '00000000-0000-4000-8000-000000000001',
      occurred_at: new Date(occurredAt).toISOString(),
      payload,
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: 'https://hooks.example.com/webhooks/telnyx', ...meta },
  };
}

/** What becomes of an event. */
export function parsedEvent(type: string, payload: unknown, meta?: Record<string, unknown>): Parsed {
  return parsedBody(telnyxEvent(type, payload, meta));
}

export function eventsOf(parsed: Parsed): ProviderEvent[] {
  return parsed.kind === 'parsed' ? parsed.events : [];
}
