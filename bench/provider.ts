import type { WebhookRequest } from '../functions/core/webhook.ts';
import { providers } from '../functions/providers/index.ts';
import { newTelnyxKey, publicKeyText, telnyxKey } from '../local/keys.ts';
import { newMessage, type PlannedStatus } from '../local/simulator/message.ts';
import { seededRandom } from '../local/simulator/random.ts';
import { telnyxWebhook } from '../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../local/simulator/twilio-webhook.ts';
import type { Row } from './table.ts';

const base = 'https://hooks.example.com';
const seconds = 3;

/** How many webhooks of each provider one core verifies and parses in a second. */
export async function providerRows(): Promise<Row[]> {
  const message = newMessage(seededRandom(1), 'abcdef', 1, Date.now());
  const planned: PlannedStatus = { afterMs: 0, status: 'undelivered', errorCode: '40008' };
  const key = telnyxKey(newTelnyxKey());
  const samples = [
    { name: 'twilio', secret: 'token', webhook: twilioWebhook(base, 'token', message, planned) },
    { name: 'telnyx', secret: publicKeyText(key), webhook: telnyxWebhook(base, key, message, planned, Date.now()) },
  ] as const;
  const rows: Row[] = [];
  for (const { name, secret, webhook } of samples) {
    const value = await perSecond(() => take(name, secret, requestOf(webhook)));
    rows.push({ name: `verify and parse, ${name}`, value, unit: 'webhooks/s', command: 'npm run bench -- provider' });
  }
  return rows;
}

async function take(name: keyof typeof providers, secret: string, request: WebhookRequest): Promise<void> {
  const verified = await providers[name].verify(request, [secret], Date.now());
  if (verified.kind !== 'authentic') throw new Error(`the sample of ${name} was refused`);
  const parsed = providers[name].parse(request, verified.url);
  if (parsed.kind !== 'parsed') throw new Error(`the sample of ${name} could not be parsed`);
}

function requestOf({ url, headers, body }: SignedWebhook): WebhookRequest {
  return { method: 'POST', urls: [url], headers, body: Buffer.from(body) };
}

async function perSecond(run: () => Promise<void>): Promise<number> {
  for (let warmUp = 0; warmUp < 500; warmUp += 1) await run();
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < seconds * 1000) {
    await run();
    runs += 1;
  }
  return Math.round((runs * 1000) / (performance.now() - start));
}
