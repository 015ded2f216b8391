import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReporter } from '../../client/index.ts';
import { gaugeReader } from '../../functions/aws/gauges.ts';
import { minute } from '../../functions/core/time.ts';
import { newMessage } from '../../local/simulator/message.ts';
import { seededRandom } from '../../local/simulator/random.ts';
import { twilioWebhook } from '../../local/simulator/twilio-webhook.ts';
import { tableNames } from '../../local/store/tables.ts';
import { type RunningProduct, runProduct, settledState } from '../local/support/running-product.ts';
import { newProviderKeys, post } from '../local/support/traffic.ts';

const keys = newProviderKeys();
let product: RunningProduct;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-client-'));
  const config = join(dir, 'config.json');
  const reports = { counts: ['conversions'], gauges: ['outbound-queue'] };
  await writeFile(config, JSON.stringify({ tenants: { main: { timeZone: 'America/New_York' } }, rules: [], reports }));
  product = await runProduct(['--port', '0', '--config', config], keys.env);
}, 60_000);

afterAll(async () => {
  await product.stop();
  await rm(dir, { recursive: true });
});

/** The gauges of the last minutes, read from the product's table as rules read them. */
async function gauges() {
  const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(product.output())?.[1] ?? '';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  const now = Date.now();
  const found = await gaugeReader(client, tableNames.counters)('main', { from: now - 10 * minute, to: now + minute });
  client.destroy();
  return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
}

test('what an application reports to the product on this machine is in the counts, with the campaign only it knows', async () => {
  const secret = /Application secret +(\S+)/.exec(product.output())?.[1];
  const url = `${product.url}/webhooks/app`;
  expect(product.output()).toContain(url);
  const errors: Error[] = [];
  const reporter = createReporter({ url, secret, onError: (error) => errors.push(error) });
  const sms = { ...newMessage(seededRandom(1), 'aa', 1, Date.now()), campaign: 'from-webhook' };
  const delivered = twilioWebhook(product.url, keys.twilioAuthToken, sms, { afterMs: 0, status: 'delivered' });
  const messageId = new URLSearchParams(delivered.body).get('MessageSid') ?? '';
  for (let again = 0; again < 2; again += 1) {
    reporter.sent({ provider: 'twilio', messageId, campaign: 'from-application', user: 'u-42' });
    await reporter.flush(20_000);
    expect(await post(delivered)).toBe(204);
  }
  reporter.generated({ via: 'llm', costUsd: 0.0021, ms: 1840, campaign: 'from-application' });
  reporter.quietHoursSkipped({ count: 312 });
  await reporter.flush(20_000);
  expect(errors).toEqual([]);
  const { counts, providers } = await settledState(product.url);
  const measures = (dimension: string, value: string) =>
    counts.find((count) => count.dimension === dimension && count.value === value)?.measures;
  expect(measures('total', 'all')).toMatchObject({ 'o.started': 1, 'o.sent': 1, 'o.delivered': 1 });
  expect(measures('total', 'all')).toMatchObject({ 'o.app.generated.llm': 1, 'o.app.skipped.quiet-hours': 312 });
  expect(measures('campaign', 'from-application')).toMatchObject({
    'o.started': 1,
    'o.delivered': 1,
    'o.app.generationCostMicros': 2100,
  });
  expect(measures('campaign', 'from-webhook')).toBeUndefined();
  expect(providers.map(({ provider }) => provider).toSorted()).toEqual(['app', 'twilio']);
}, 60_000);

test('calls of APIs, violations, retries and counts that it reports are in the counts, gauges beside them', async () => {
  const secret = /Application secret +(\S+)/.exec(product.output())?.[1];
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const reporter = createReporter({ url: `${product.url}/webhooks/app`, secret, onError });
  const campaign = 'winter-sale';
  for (const value of [5, 12.5, 7]) reporter.gauge({ name: 'outbound-queue', value });
  reporter.gauge({ name: 'not-listed', value: 1 });
  reporter.apiCall({ target: 'telnyx', outcome: 'server-error', ms: 340, campaign });
  reporter.violation({ regulation: 'tcpa', reason: 'quiet-hours', campaign });
  reporter.retry({ outcome: 'succeeded', campaign });
  reporter.count({ name: 'conversions', amount: 3, campaign });
  await reporter.flush(20_000);
  expect(errors).toEqual([]);
  const { counts } = await settledState(product.url);
  expect(counts.find(({ value }) => value === campaign)?.measures).toEqual({
    'o.app.api.telnyx.server-error': 1,
    'o.app.apiCall.1': 1,
    'o.app.apiCallMs': 340,
    'o.app.violation.tcpa': 1,
    'o.app.breach.quiet-hours': 1,
    'o.app.retry.succeeded': 1,
    'o.app.count.conversions': 3,
  });
  expect(await gauges()).toEqual({ 'outbound-queue': 7 });
}, 60_000);

test('a reporter with another secret is refused, and says so', async () => {
  const errors: string[] = [];
  const url = `${product.url}/webhooks/app`;
  const reporter = createReporter({
    url,
    secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    onError: ({ message }) => errors.push(message),
  });
  reporter.dailyLimitHit();
  await reporter.flush(20_000);
  expect(errors).toEqual(['1 event was not reported to Wirewatch: it was answered with 403']);
});
