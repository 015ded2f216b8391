import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

/** A webhook as a provider sends it; `path` starts with the provider's name. */
export type Webhook = { path: string; headers: Record<string, string>; body: string };

/** Where webhooks go: the deployed API, by the host name it has in the emulator. */
export type Endpoint = { port: number; host: string };

export const twilioToken = randomBytes(16).toString('hex');
const telnyxKey = generateKeyPairSync('ed25519');
/** As the Telnyx portal shows it: the 32 bytes of the key, in base64. */
export const telnyxPublicKey = telnyxKey.publicKey
  .export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('base64');

export type TwilioStatus = { id: string; status: string; query: string; errorCode?: string };

export function twilioWebhook({ host }: Endpoint, { id, status, query, errorCode }: TwilioStatus): Webhook {
  const path = `/webhooks/twilio?${query}`;
  const fields = {
    AccountSid: `AC${'0'.repeat(32)}`,
    MessageSid: id,
    MessageStatus: status,
    From: '+12025550100',
    To: '+12025550123',
    ...(errorCode !== undefined && { ErrorCode: errorCode }),
  };
  return {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(twilioToken, `https://${host.split(':')[0]}${path}`, fields),
    },
    body: new URLSearchParams(fields).toString(),
  };
}

export type TelnyxStatus = {
  id: string;
  status: 'sent' | 'delivered' | 'delivery_failed';
  carrier: string;
  /** Epoch milliseconds at which Telnyx took the message. */
  startedAt: number;
};

export function telnyxWebhook({ id, status, carrier, startedAt }: TelnyxStatus): Webhook {
  const time = (at: number) => new Date(at).toISOString();
  const sent = status === 'sent';
  const payload = {
    id,
    type: 'SMS',
    direction: 'outbound',
    from: { phone_number: '+12025550100' },
    to: [{ phone_number: '+12025550123', status, carrier }],
    errors: status === 'delivery_failed' ? [{ code: '40008', title: 'Undeliverable' }] : [],
    parts: 1,
    cost: sent ? null : { amount: '0.0040', currency: 'USD' },
    tags: ['campaign:spring-promo'],
    received_at: time(startedAt),
    sent_at: time(startedAt + 1000),
    completed_at: sent ? null : time(startedAt + 5000),
  };
  const event_type = sent ? 'message.sent' : 'message.finalized';
  const data = { event_type, id: randomUUID(), occurred_at: time(startedAt + 5000), payload, record_type: 'event' };
  const body = JSON.stringify({ data, meta: { attempt: 1 } });
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    path: '/webhooks/telnyx/main',
    headers: {
      'content-type': 'application/json',
      'telnyx-timestamp': timestamp,
      'telnyx-signature-ed25519': sign(null, Buffer.from(`${timestamp}|${body}`), telnyxKey.privateKey).toString(
        'base64',
      ),
    },
    body,
  };
}

/** Sends a webhook. @returns the answer's status */
export async function post(endpoint: Endpoint, webhook: Webhook): Promise<number> {
  return (await ask(endpoint, { method: 'POST', ...webhook })).status;
}

type Question = { method: string; path: string; headers?: Record<string, string>; body?: string };

/** Asks the deployed API. */
export function ask({ port, host }: Endpoint, { method, path, headers, body }: Question) {
  // Node does not say by itself how long the body of a DELETE is.
  const length = body !== undefined && { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers: { ...headers, ...length, host } });
    request.on('error', reject);
    request.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.end(body);
  });
}

/** Sends webhooks, eight at a time. @returns how often each status was answered */
export async function postAll(endpoint: Endpoint, webhooks: readonly Webhook[]): Promise<Record<number, number>> {
  const answers: Record<number, number> = {};
  const queue = [...webhooks];
  const worker = async () => {
    for (let webhook = queue.shift(); webhook !== undefined; webhook = queue.shift()) {
      const status = await post(endpoint, webhook);
      answers[status] = (answers[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return answers;
}

export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

export function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
