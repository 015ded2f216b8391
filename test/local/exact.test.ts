import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort, type RunningProduct, runProduct, type SeenState, settledState } from './support/running-product.ts';
import { newProviderKeys, type Oracle, planTraffic, post, sendAll, sign } from './support/traffic.ts';

/** The whole 20,000 take more than a minute, so they are sent where nobody waits. */
const webhookCount = Number(process.env.WIREWATCH_TEST_WEBHOOKS ?? (process.env.CI ? 20_000 : 2000));
const counted = ['o.started', 'o.sent', 'o.delivered', 'o.undelivered', 'o.failed', 'o.conflict'];

let dir: string;
let product: RunningProduct | undefined;
const keys = newProviderKeys();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-exact-'));
});

afterEach(async () => {
  await product?.stop('SIGKILL');
  await rm(dir, { recursive: true });
});

/** The counters in the form of the oracle. */
function countersOf({ counts }: SeenState): Oracle {
  const counters: Oracle = new Map();
  for (const { dimension, value, measures } of counts) {
    for (const [measure, amount] of Object.entries(measures)) {
      // What tells two senders apart that look alike depends on the deployment's key.
      const name = value.replace(/~.{4}$/, '');
      if (counted.includes(measure)) counters.set(`${dimension} ${name} ${measure}`, amount);
    }
  }
  return counters;
}

const sorted = (oracle: Oracle) => [...oracle].toSorted(([a], [b]) => (a < b ? -1 : 1));

test('signed webhooks, a quarter of them repeated, all shuffled, end in exact counters', async () => {
  product = await runProduct(['--port', '0', '--data', dir], keys.env);
  const { url } = product;
  const { webhooks, oracle } = planTraffic(webhookCount);
  const answers = await sendAll(webhooks, (webhook) => post(sign(url, keys, webhook)));
  expect(Object.keys(answers)).toEqual(['200', '204']);
  const state = await settledState(url);
  expect(sorted(countersOf(state))).toEqual(sorted(oracle));
  expect(state.waiting.deadLetters).toBe(0);
}, 600_000);

test('kill -9 in the middle of the traffic loses nothing that was answered and doubles nothing', async () => {
  const port = await freePort();
  const start = () => runProduct(['--port', String(port), '--data', dir], keys.env);
  const { webhooks, oracle } = planTraffic(800, 2);
  let running = await start();
  product = running;
  const unanswered: typeof webhooks = [];
  let answered = 0;
  await sendAll(webhooks, async (webhook) => {
    const status = await post(sign(running.url, keys, webhook));
    if (status === 0) unanswered.push(webhook);
    else if (++answered === 300) await running.stop('SIGKILL');
    return status;
  });
  expect(unanswered.length).toBeGreaterThan(0);
  running = await start();
  product = running;
  await sendAll(unanswered, (webhook) => post(sign(running.url, keys, webhook)));
  expect(sorted(countersOf(await settledState(running.url)))).toEqual(sorted(oracle));
}, 120_000);
