import { createHmac } from 'node:crypto';
import { newMessage } from '../local/simulator/message.ts';
import { seededRandom } from '../local/simulator/random.ts';
import type { SignedWebhook } from '../local/simulator/twilio-webhook.ts';

export const base = 'https://hooks.example.com';

/** Messages to as many numbers: nobody's work gets easier by repetition. */
export function messages(count: number) {
  const random = seededRandom(1);
  return Array.from({ length: count }, (_, index) => {
    const number = `+1${random.pick([
      ['212', 2],
      ['312', 1],
      ['415', 1],
      ['416', 1],
      ['917', 1],
    ])}${random.between(200, 999)}${String(index % 10_000).padStart(4, '0')}`;
    return { ...newMessage(random, 'abcdef', index, Date.now()), to: number };
  });
}

/** A receipt of the Cloud API. */
export function metaWebhook(secret: string, id: string, to: string, campaign: string): SignedWebhook {
  const status = {
    id: `wamid.${id}`,
    status: 'delivered',
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: to.slice(1),
    pricing: { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' },
    biz_opaque_callback_data: `campaign=${campaign}`,
  };
  const metadata = { display_phone_number: '13125550100', phone_number_id: '200000000000001' };
  const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
  const entry = [{ id: '100000000000001', changes: [{ value, field: 'messages' }] }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return { url: `${base}/webhooks/meta`, headers, body };
}

/** A receipt of a gateway. */
export function evolutionWebhook(token: string, id: string, to: string): SignedWebhook {
  const remoteJid = `${to.slice(1)}@s.whatsapp.net`;
  const data = { keyId: id, remoteJid, fromMe: true, participant: null, status: 'DELIVERY_ACK', messageId: id };
  const body = JSON.stringify({
    event: 'messages.update',
    instance: 'main',
    data,
    sender: '13125550100@s.whatsapp.net',
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return { url: `${base}/webhooks/evolution`, headers, body };
}

/** A receipt of AWS End User Messaging. */
export function awsSmsEvent(messageId: string, destinationPhoneNumber: string, campaign: string): object {
  const now = Date.now();
  const detail = {
    eventType: 'TEXT_DELIVERED',
    eventVersion: '1.0',
    eventTimestamp: now,
    isFinal: true,
    originationPhoneNumber: '+13125550100',
    destinationPhoneNumber,
    isoCountryCode: 'US',
    carrierName: 'T-Mobile',
    messageId,
    messageRequestTimestamp: now,
    messageEncoding: 'GSM',
    messageType: 'TRANSACTIONAL',
    messageStatus: 'DELIVERED',
    totalMessageParts: 1,
    totalMessagePrice: 0.00581,
    totalCarrierFee: 0.003,
    context: { campaign },
  };
  const type = 'Text Message Delivery Status Updated';
  return {
    id: messageId,
    'detail-type': type,
    source: 'aws.sms-voice',
    account: '111122223333',
    time: new Date(now).toISOString(),
    detail,
  };
}
