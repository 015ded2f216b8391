import type { BusProvider, Parsed } from '../provider.ts';
import { parseDelivery } from './delivery.ts';
import { envelopeSchema } from './payload.ts';
import { parseRegistration } from './registration.ts';

/**
 * AWS End User Messaging: text, media and voice messages, and the registrations of their senders.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
 */
export const awsSms: BusProvider = { comesBy: 'bus', source: 'aws.sms-voice', parse };

function parse(event: unknown): Parsed {
  const envelope = envelopeSchema.safeParse(event);
  if (!envelope.success) return { kind: 'malformed', why: 'no EventBridge event with an id and a detail-type' };
  const type = envelope.data['detail-type'];
  if (type.endsWith('Message Delivery Status Updated')) return parseDelivery(envelope.data);
  if (type === 'Registration Status Change') return parseRegistration(envelope.data);
  return { kind: 'parsed', events: [], ignored: [`event ${type.slice(0, 64)}`] };
}
