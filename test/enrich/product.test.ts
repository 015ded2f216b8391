import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { type RunningProduct, runProduct, settledState } from '../local/support/running-product.ts';
import { twilioRequest, twilioStatus, twilioToken } from '../support/signing.ts';
import { account, id, keySid, resource, twilioApi } from './twilio-api.ts';

let dir: string;
let product: RunningProduct | undefined;
let api: Awaited<ReturnType<typeof twilioApi>> | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-enrich-'));
});

afterEach(async () => {
  await product?.stop('SIGKILL');
  await api?.close();
  await rm(dir, { recursive: true });
});

const config = {
  rules: [],
  rateCards: [{ provider: 'twilio', asOf: '2020-01-01', prices: [{ segment: '$0.0083' }] }],
  enrich: { twilio: { sample: 0 } },
};

async function totals(url: string) {
  const { counts } = await settledState(url);
  return counts.find(({ dimension }) => dimension === 'total')?.measures ?? {};
}

test('a message that failed is estimated at once, and priced by Twilio a quarter of an hour later', async () => {
  api = await twilioApi({
    status: 200,
    body: resource({ status: 'undelivered', num_segments: '2', price: '-0.0158' }),
  });
  const env = {
    WIREWATCH_TWILIO_AUTH_TOKENS: twilioToken,
    WIREWATCH_TWILIO_API_KEYS: `${keySid}:s3cret@${account}`,
    TWILIO_API_URL: api.url,
  };
  const configFile = join(dir, 'wirewatch.config.mjs');
  await writeFile(configFile, `export default ${JSON.stringify(config)};`);
  const start = () => runProduct(['--port', '0', '--data', join(dir, 'data'), '--config', configFile], env);

  product = await start();
  expect(product.output()).toContain('rateCards: the prices of twilio are of 2020-01-01');
  const form = twilioStatus('undelivered', { MessageSid: id, SmsSid: id });
  const { headers, body } = twilioRequest(form, { url: `${product.url}/webhooks/twilio` });
  const answer = await fetch(`${product.url}/webhooks/twilio`, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  });
  expect(answer.status).toBe(204);
  const { url } = product;
  await vi.waitFor(
    async () => expect(await totals(url)).toMatchObject({ 'o.costMicros': 8300, 'o.estimatedCostMicros': 8300 }),
    10_000,
  );

  const queueFile = join(dir, 'data', 'queue-enrich.jsonl');
  const waiting = await vi.waitFor(async () => {
    const lines = (await readFile(queueFile, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1);
    return JSON.parse(lines[0] ?? '');
  });
  expect(JSON.parse(waiting.put.body)).toEqual({ key: `main#twilio#message#${id}`, asked: 0 });
  expect(waiting.put.dueAt - Date.now()).toBeGreaterThan(14 * minute);
  expect(api.paths).toEqual([]);

  await product.stop();
  // A quarter of an hour goes by.
  await writeFile(queueFile, `${JSON.stringify({ put: { ...waiting.put, dueAt: 0 } })}\n`);
  product = await start();
  const { url: later } = product;
  await vi.waitFor(async () => expect((await totals(later))['o.costMicros']).toBe(15_800), 10_000);
  expect(await totals(later)).toMatchObject({ 'o.segments': 2, 'o.failedCostMicros': 15_800 });
  expect((await totals(later))['o.estimatedCostMicros'] ?? 0).toBe(0);
  expect(api.paths).toEqual([`/2010-04-01/Accounts/${account}/Messages/${id}.json`]);
}, 60_000);
