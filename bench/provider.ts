import { createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';
import querystring from 'node:querystring';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { toJournalEvents } from '../functions/core/journal-event.ts';
import type { WebhookRequest } from '../functions/core/webhook.ts';
import { webhookProviders } from '../functions/providers/index.ts';
import { newTelnyxKey, publicKeyText, telnyxKey } from '../local/keys.ts';
import { newMessage, type PlannedStatus } from '../local/simulator/message.ts';
import { seededRandom } from '../local/simulator/random.ts';
import { telnyxWebhook } from '../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../local/simulator/twilio-webhook.ts';
import { type Contestant, contest } from './contest.ts';
import type { Row } from './table.ts';

const base = 'https://hooks.example.com';
const command = 'npm run bench -- provider';
const available = 18_000;
const delivered: PlannedStatus = { afterMs: 0, status: 'delivered' };

/** Events that one core verifies, parses and makes ready for the journal, beside what nobody can do without. */
export async function providerRows(): Promise<Row[]> {
  return [...(await twilioRows()), ...(await telnyxRows()), ...(await metaRows())];
}

async function twilioRows(): Promise<Row[]> {
  const token = '0123456789abcdef0123456789abcdef';
  const requests = messages().map((message) => twilioWebhook(base, token, message, delivered));
  const signedText = at(requests, 0).url + at(requests, 0).body;
  return rowsOf('twilio', {
    ours: ours('twilio', requests, token),
    floor: { name: 'bare HMAC-SHA1', run: () => createHmac('sha1', token).update(signedText).digest('base64') },
    official: {
      name: 'the SDK’s verify and parse',
      run: (index) => {
        const { url, headers, body } = at(requests, index);
        const signature = headers['x-twilio-signature'] ?? '';
        return mustHold(webhooks.validateRequest(token, signature, url, querystring.parse(body)));
      },
    },
  });
}

async function telnyxRows(): Promise<Row[]> {
  const key = telnyxKey(newTelnyxKey());
  const publicKey = publicKeyText(key);
  const now = Date.now();
  const requests = messages().map((message) => telnyxWebhook(base, key, message, delivered, now));
  const prepared = createPublicKey(key);
  const signed = requests.map(({ headers, body }) => ({
    text: Buffer.from(`${headers['telnyx-timestamp']}|${body}`),
    signature: Buffer.from(headers['telnyx-signature-ed25519'] ?? '', 'base64'),
  }));
  const official = new TelnyxWebhook(publicKey);
  return rowsOf('telnyx', {
    ours: ours('telnyx', requests, publicKey),
    floor: {
      name: 'bare Ed25519 check',
      run: (index) => {
        const { text, signature } = at(signed, index);
        return mustHold(verifySignature(null, text, prepared, signature));
      },
    },
    official: {
      name: 'the SDK’s verify and parse',
      run: async (index) => {
        const { headers, body } = at(requests, index);
        await official.verify(body, headers);
        return JSON.parse(body);
      },
    },
  });
}

async function metaRows(): Promise<Row[]> {
  const secret = 'an app secret';
  const requests = messages().map(({ id, to, campaign }) => metaWebhook(secret, id, to, campaign));
  const first = at(requests, 0).body;
  return rowsOf('meta', {
    ours: ours('meta', requests, secret),
    floor: { name: 'bare HMAC-SHA256', run: () => createHmac('sha256', secret).update(first).digest('hex') },
  });
}

function metaWebhook(secret: string, id: string, to: string, campaign: string): SignedWebhook {
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

/** Messages to as many numbers: nobody's work gets easier by repetition. */
function messages() {
  const random = seededRandom(1);
  return Array.from({ length: available }, (_, index) => {
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

const context = {
  tenant: 'main',
  zone: 'America/New_York',
  numberKey: 'a key for numbers',
  fromWall: (t: number) => t,
};

function ours(name: string, webhooksOf: readonly SignedWebhook[], secret: string): Contestant[] {
  const provider = webhookProviders.get(name);
  if (!provider) throw new Error(`there is no provider ${name}`);
  const prepared = webhooksOf.map(({ url, headers, body }) => ({ url, headers, body: Buffer.from(body) }));
  const understand = async (index: number) => {
    const { url, headers, body } = at(prepared, index);
    const request: WebhookRequest = { method: 'POST', urls: [url], headers, body };
    const verified = await provider.verify(request, [secret], Date.now());
    if (verified.kind !== 'authentic') throw new Error(`a request of ${name} was refused`);
    const parsed = provider.parse(request, verified.url);
    if (parsed.kind !== 'parsed' || parsed.events.length !== 1) throw new Error(`${name} was not understood`);
    return parsed.events;
  };
  const makeReady = async (index: number) => {
    const now = { ...context, receivedAt: Date.now() };
    return (await understand(index)).flatMap((event) => toJournalEvents(event, now));
  };
  return [
    { name: 'verify, parse and map', run: understand },
    { name: 'the same, and numbers hashed, countries found', run: makeReady },
  ];
}

type Contest = { ours: Contestant[]; floor: Contestant; official?: Contestant };

async function rowsOf(provider: string, { ours: mine, floor, official }: Contest): Promise<Row[]> {
  const measures = [floor, ...(official ? [official] : [])];
  const rates = await contest([...mine, ...measures], available);
  const rate = ({ name }: Contestant) => rates.get(name) ?? Number.NaN;
  const rows = [...mine, ...measures].map((one) => ({ name: one.name, value: rate(one), unit: 'events/s' }));
  const ratios = mine.slice(0, 1).flatMap((one) =>
    measures.map((other) => ({
      name: `our time ÷ ${other.name}`,
      value: rate(other) / rate(one),
      unit: 'times',
    })),
  );
  return [...rows, ...ratios].map((row) => ({ ...row, name: `${provider}: ${row.name}`, command }));
}

function mustHold(valid: boolean): boolean {
  if (!valid) throw new Error('the comparison refused a good signature');
  return valid;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('no such request');
  return item;
}
