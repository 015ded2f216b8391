import { type Endpoint, type TelnyxStatus, telnyxWebhook, twilioWebhook, type Webhook } from './traffic.ts';

export type TelnyxMessage = { carrier: string; outcome: TelnyxStatus['status']; startedAt: number };

/** The two webhooks of one Telnyx message. */
export function telnyxMessage({ carrier, outcome, startedAt }: TelnyxMessage): Webhook[] {
  const id = crypto.randomUUID();
  const name = { 'AT&T': 'AT&T WIRELESS', 'T-Mobile': 'T-MOBILE USA, INC.' }[carrier] ?? carrier;
  return [
    telnyxWebhook({ id, status: 'sent', carrier: name, startedAt }),
    telnyxWebhook({ id, status: outcome, carrier: name, startedAt }),
  ];
}

/** The two webhooks of one Twilio message. */
export function twilioMessage(endpoint: Endpoint, outcome: 'delivered' | 'undelivered'): Webhook[] {
  const id = `SM${crypto.randomUUID().replaceAll('-', '')}`;
  const query = 'campaign=otp&user=u-1&carrier=Verizon';
  const error = outcome === 'undelivered' ? { errorCode: '30003' } : {};
  return [
    twilioWebhook(endpoint, { id, status: 'sent', query }),
    twilioWebhook(endpoint, { id, status: outcome, query, ...error }),
  ];
}
