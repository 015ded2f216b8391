import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { newTelnyxKey, publicKeyText, telnyxKey } from '../local/keys.ts';
import { newMessage } from '../local/simulator/message.ts';
import { seededRandom } from '../local/simulator/random.ts';
import { telnyxWebhook } from '../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../local/simulator/twilio-webhook.ts';
import type { Row } from './table.ts';

const webhookCount = 20_000;
const atOnce = 32;
const command = 'npm run bench -- loopback';
const stateSchema = z.object({
  counts: z.array(z.object({ dimension: z.string(), measures: z.record(z.string(), z.number()) })),
  waiting: z.object({ journal: z.number(), spill: z.number() }),
});

/** 20,000 signed webhooks, a quarter of them repeated, shuffled, to a product of its own process. */
export async function loopbackRows(): Promise<Row[]> {
  const twilioAuthToken = randomBytes(16).toString('hex');
  const telnyx = telnyxKey(newTelnyxKey());
  const { child, url } = await startProduct({
    WIREWATCH_TWILIO_AUTH_TOKENS: twilioAuthToken,
    WIREWATCH_TELNYX_PUBLIC_KEYS: publicKeyText(telnyx),
  });
  const { webhooks, messages } = plan(url, twilioAuthToken, telnyx);
  const start = performance.now();
  await sendAll(webhooks);
  const sent = performance.now();
  await untilCounted(url, messages);
  const counted = performance.now();
  child.kill();
  return [
    {
      name: 'webhooks answered by npm start',
      value: (webhookCount * 1000) / (sent - start),
      unit: 'requests/s',
      command,
    },
    { name: `from the last answer until ${webhookCount} are counted`, value: counted - sent, unit: 'ms', command },
  ];
}

async function startProduct(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const root = join(import.meta.dirname, '..');
  const child = spawn(process.execPath, ['local/main.ts', '--port', '0'], {
    cwd: root,
    env: { ...env, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended before it was ready:\n${output}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      const ready = /^ready (\S+)$/m.exec(output)?.[1];
      if (ready) resolve(ready);
    });
  });
  return { child, url };
}

function plan(url: string, token: string, key: ReturnType<typeof telnyxKey>) {
  const random = seededRandom(3);
  const run = randomBytes(8).toString('hex');
  const messages = Math.floor((webhookCount * 0.75) / 2);
  const unique: SignedWebhook[] = [];
  for (let index = 0; index < messages; index += 1) {
    const message = newMessage(random, run, index, Date.now());
    for (const status of ['sent', random.chance(0.95) ? 'delivered' : 'undelivered'] as const) {
      const planned = { afterMs: 0, status, ...(status === 'undelivered' && { errorCode: '30003' }) };
      const webhook =
        message.provider === 'twilio'
          ? twilioWebhook(url, token, message, planned)
          : telnyxWebhook(url, key, message, planned, Date.now());
      unique.push(webhook);
    }
  }
  const repeated = unique.filter(() => random.chance(1 / 3)).slice(0, webhookCount - unique.length);
  const padding = unique.slice(0, webhookCount - unique.length - repeated.length);
  const ordered = [...unique, ...repeated, ...padding].map((webhook) => ({ webhook, at: random.next() }));
  return { messages, webhooks: ordered.toSorted((a, b) => a.at - b.at).map(({ webhook }) => webhook) };
}

async function sendAll(webhooks: readonly SignedWebhook[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const queue = webhooks.values();
  const worker = async () => {
    for (const webhook of queue) {
      const status = await post(agent, webhook);
      if (status !== 200 && status !== 204) throw new Error(`a webhook was answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
}

function post(agent: Agent, { url, headers, body }: SignedWebhook): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    sending.on('error', reject).end(body);
  });
}

/** @throws if the counters end at another number */
async function untilCounted(url: string, messages: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/local/state.json`);
    const { counts, waiting } = stateSchema.parse(await answer.json());
    const total = counts.find(({ dimension }) => dimension === 'total')?.measures['o.started'];
    if (waiting.journal + waiting.spill === 0 && total !== messages) throw new Error(`counted ${total} of ${messages}`);
    if (waiting.journal + waiting.spill === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
