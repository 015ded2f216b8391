import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReporter } from '../../client/index.ts';
import { newMessage } from '../../local/simulator/message.ts';
import { seededRandom } from '../../local/simulator/random.ts';
import { twilioWebhook } from '../../local/simulator/twilio-webhook.ts';
import { type RunningProduct, runProduct, settledState } from '../local/support/running-product.ts';
import { newProviderKeys, post } from '../local/support/traffic.ts';

const keys = newProviderKeys();
let product: RunningProduct;

beforeAll(async () => {
  product = await runProduct(['--port', '0'], keys.env);
}, 60_000);

afterAll(async () => {
  await product.stop();
});

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
