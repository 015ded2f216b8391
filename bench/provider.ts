import { createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';
import querystring from 'node:querystring';
import { jwtVerify, SignJWT } from 'jose';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { toJournalEvents } from '../functions/core/journal-event.ts';
import type { ProviderEvent } from '../functions/core/provider-event.ts';
import type { WebhookRequest } from '../functions/core/webhook.ts';
import { busProviders, webhookProviders } from '../functions/providers/index.ts';
import type { Parsed } from '../functions/providers/provider.ts';
import { newTelnyxKey, publicKeyText, telnyxKey } from '../local/keys.ts';
import type { PlannedStatus } from '../local/simulator/message.ts';
import { telnyxWebhook } from '../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../local/simulator/twilio-webhook.ts';
import { type Contestant, contest } from './contest.ts';
import { awsSmsEvent, base, evolutionWebhook, messages, metaWebhook } from './provider-requests.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- provider';
const available = 18_000;
const delivered: PlannedStatus = { afterMs: 0, status: 'delivered' };

/** Events that one core verifies, parses and makes ready for the journal, beside what nobody can do without. */
export async function providerRows(): Promise<Row[]> {
  const all = [twilioRows, telnyxRows, metaRows, evolutionRows, awsSmsRows];
  const rows: Row[] = [];
  for (const rowsFor of all) rows.push(...(await rowsFor()));
  return rows;
}

async function twilioRows(): Promise<Row[]> {
  const token = '0123456789abcdef0123456789abcdef';
  const requests = messages(available).map((message) => twilioWebhook(base, token, message, delivered));
  const signedText = at(requests, 0).url + at(requests, 0).body;
  const bodies = requests.map(({ body }) => Buffer.from(body));
  return rowsOf('twilio', {
    ours: ours('twilio', requests, token),
    floor: { name: 'bare HMAC-SHA1', run: () => createHmac('sha1', token).update(signedText).digest('base64') },
    official: {
      name: 'the SDK’s verify and parse',
      run: async (index) => {
        const { url, headers } = at(requests, index);
        const parameters = querystring.parse(at(bodies, index).toString());
        return mustHold(webhooks.validateRequest(token, headers['x-twilio-signature'] ?? '', url, parameters));
      },
    },
  });
}

async function telnyxRows(): Promise<Row[]> {
  const key = telnyxKey(newTelnyxKey());
  const publicKey = publicKeyText(key);
  const now = Date.now();
  const requests = messages(available).map((message) => telnyxWebhook(base, key, message, delivered, now));
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
  const requests = messages(available).map(({ id, to, campaign }) => metaWebhook(secret, id, to, campaign));
  const first = at(requests, 0).body;
  return rowsOf('meta', {
    ours: ours('meta', requests, secret),
    floor: { name: 'bare HMAC-SHA256', run: () => createHmac('sha256', secret).update(first).digest('hex') },
  });
}

async function evolutionRows(): Promise<Row[]> {
  const key = 'a key of the gateway';
  const claims = { app: 'evolution', action: 'webhook', iat: Math.floor(Date.now() / 1000) };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('10m')
    .sign(Buffer.from(key));
  const signed = token.slice(0, token.lastIndexOf('.'));
  const requests = messages(available).map(({ id, to }) => evolutionWebhook(token, id, to));
  return rowsOf('evolution', {
    ours: ours('evolution', requests, `jwt=${key}`),
    floor: { name: 'bare HMAC-SHA256 of the token', run: () => createHmac('sha256', key).update(signed).digest() },
    official: { name: 'jose’s check of the token', run: () => jwtVerify(token, Buffer.from(key)) },
  });
}

/** Nothing is verified: AWS vouches for what comes by its bus. */
async function awsSmsRows(): Promise<Row[]> {
  const events = messages(available).map(({ id, to, campaign }) => awsSmsEvent(id, to, campaign));
  const understand = (index: number) => eventsOf('aws-sms', busProviders.get('aws-sms')?.parse(at(events, index)));
  const readText = JSON.stringify(at(events, 0));
  return rowsOf('aws-sms', {
    ours: understanding('parse and map', understand),
    floor: { name: 'JSON.parse of the event', run: () => JSON.parse(readText) },
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
  return understanding('verify, parse and map', async (index) => {
    const { url, headers, body } = at(prepared, index);
    const request: WebhookRequest = { method: 'POST', urls: [url], headers, body };
    const verified = await provider.verify(request, [secret], Date.now());
    if (verified.kind !== 'authentic') throw new Error(`a request of ${name} was refused`);
    return eventsOf(name, provider.parse(request, verified.url));
  });
}

function eventsOf(name: string, parsed: Parsed | undefined): ProviderEvent[] {
  if (parsed?.kind !== 'parsed' || parsed.events.length !== 1) throw new Error(`${name} was not understood`);
  return parsed.events;
}

function understanding(name: string, run: (index: number) => ProviderEvent[] | Promise<ProviderEvent[]>): Contestant[] {
  const makeReady = async (index: number) => {
    const now = { ...context, receivedAt: Date.now() };
    return (await run(index)).flatMap((event) => toJournalEvents(event, now));
  };
  return [
    { name, run },
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
