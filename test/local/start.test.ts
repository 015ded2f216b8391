import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { topSchema } from '../../functions/api/answers/measures.ts';
import { campaignsView } from '../../functions/views/campaigns-view.ts';
import { readFlags } from '../../local/flags.ts';
import { newMessage } from '../../local/simulator/message.ts';
import { seededRandom } from '../../local/simulator/random.ts';
import { telnyxWebhook } from '../../local/simulator/telnyx-webhook.ts';
import { twilioWebhook } from '../../local/simulator/twilio-webhook.ts';
import { type RunningProduct, runProduct, runToEnd, settledState } from './support/running-product.ts';
import { newProviderKeys, post } from './support/traffic.ts';

let dir: string;
const running: RunningProduct[] = [];
const keys = newProviderKeys();
const delivered = { afterMs: 0, status: 'delivered' } as const;
const message = (run: string) => newMessage(seededRandom(1), run, 1, Date.now());

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-start-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((product) => product.stop('SIGKILL')));
  await rm(dir, { recursive: true });
});

async function start(flags: string[] = [], env: Record<string, string> = keys.env): Promise<RunningProduct> {
  const product = await runProduct(['--port', '0', ...flags], env);
  running.push(product);
  return product;
}

test('flags have the documented defaults', () => {
  expect(readFlags([])).toMatchObject({ port: 8787, verbose: false });
  expect(readFlags(['--simulate']).simulate).toBe('carrier-outage');
  expect(readFlags(['--simulate', 'receipts-stop', '--tick-seconds', '2'])).toMatchObject({
    simulate: 'receipts-stop',
    tickSeconds: 2,
  });
  expect(readFlags(['--public-url', 'https://a.example/']).publicUrl).toBe('https://a.example');
});

describe('what a person can put right ends the start with a sentence and code 1', () => {
  test.each([
    { what: 'a port that is none', flags: ['--port', 'x'], says: 'A port is a number' },
    { what: 'a tick that is too long', flags: ['--tick-seconds', '90'], says: 'from 0.25 to 60' },
    { what: 'an unknown scenario', flags: ['--simulate', 'flood'], says: 'carrier-outage, receipts-stop' },
    { what: 'a public URL with a path', flags: ['--public-url', 'https://a.example/b'], says: 'without path' },
    { what: 'an unknown flag', flags: ['--prot', '1'], says: "unknown option '--prot'" },
    { what: 'a missing configuration', flags: ['--config', '/nowhere.json'], says: 'There is no /nowhere.json' },
  ])('$what', async ({ flags, says }) => {
    const { code, output } = await runToEnd(flags);
    expect(output).toContain(says);
    expect(code).toBe(1);
  });

  test('a variable that is not right', async () => {
    const { code, output } = await runToEnd([], { SLACK_WEBHOOK_URL: 'slack' });
    expect(output).toContain('SLACK_WEBHOOK_URL');
    expect(code).toBe(1);
  });

  test('a configuration that is not valid', async () => {
    const file = join(dir, 'config.json');
    await writeFile(file, JSON.stringify({ rules: [], routes: [{ to: ['fax'] }] }));
    const { code, output } = await runToEnd(['--config', file]);
    expect(output).toContain('"fax" is not in channels');
    expect(code).toBe(1);
  });

  test('a port in use', async () => {
    const { url } = await start();
    const { code, output } = await runToEnd(['--port', new URL(url).port]);
    expect(output).toContain('is in use. Choose another with --port');
    expect(code).toBe(1);
  });

  test('a directory in use', async () => {
    await start(['--data', dir]);
    const { code, output } = await runToEnd(['--port', '0', '--data', dir]);
    expect(output).toContain('is in use by another process');
    expect(code).toBe(1);
  });
});

test('--help names every flag and variable', async () => {
  const { code, output } = await runToEnd(['--help']);
  expect(code).toBe(0);
  for (const name of [
    '--port',
    '--public-url',
    '--data',
    '--tick-seconds',
    '--simulate',
    'WIREWATCH_TWILIO_AUTH_TOKENS',
    'SNS_TOPIC_ARN',
  ]) {
    expect(output).toContain(name);
  }
});

test('without keys it makes test keys, prints them, accepts them, and keeps them with --data', async () => {
  const first = await start(['--data', dir], {});
  const twilioAuthToken = /Twilio auth token +(\S+)/.exec(first.output())?.[1] ?? '';
  expect(await post(twilioWebhook(first.url, twilioAuthToken, message('aa'), delivered))).toBe(204);
  await first.stop();
  const second = await start(['--data', dir], {});
  expect(second.output()).toContain(twilioAuthToken);
});

test('given keys are not printed, and made ones are not accepted beside them', async () => {
  const { output, url } = await start();
  expect(output()).not.toContain(keys.twilioAuthToken);
  expect(await post(twilioWebhook(url, 'another token', message('aa'), delivered))).toBe(403);
});

test('each of several keys is accepted, so that they can be rotated', async () => {
  const { url } = await start([], { ...keys.env, WIREWATCH_TWILIO_AUTH_TOKENS: `old, ${keys.twilioAuthToken}` });
  expect(await post(twilioWebhook(url, 'old', message('aa'), delivered))).toBe(204);
  expect(await post(twilioWebhook(url, keys.twilioAuthToken, message('bb'), delivered))).toBe(204);
});

test('Meta and Evolution are taken by the secrets given in the environment, and their URLs are shown', async () => {
  const { url, output } = await start([], {
    WIREWATCH_META_SECRETS: 'app secret, verify=token',
    WIREWATCH_EVOLUTION_SECRETS: 'header:x-key=one',
  });
  const meta = `${url}/webhooks/meta`;
  const evolution = `${url}/webhooks/evolution`;
  for (const shown of [meta, evolution]) expect(output()).toContain(shown);
  const question = await fetch(`${meta}?hub.mode=subscribe&hub.verify_token=token&hub.challenge=0042`);
  expect([question.status, await question.text()]).toEqual([200, '0042']);
  const body = '{"object":"whatsapp_business_account","entry":[]}';
  const signature = `sha256=${createHmac('sha256', 'app secret').update(body).digest('hex')}`;
  expect(await post({ url: meta, headers: { 'x-hub-signature-256': signature }, body })).toBe(200);
  expect(await post({ url: meta, headers: {}, body })).toBe(403);
  expect(await post({ url: evolution, headers: { 'x-key': 'one' }, body: '{"event":"x"}' })).toBe(200);
  expect(await post({ url: evolution, headers: { 'x-key': 'two' }, body: '{"event":"x"}' })).toBe(403);
});

test('a webhook signed for 127.0.0.1, localhost or the public URL is accepted, for another base refused', async () => {
  const { url } = await start(['--public-url', 'https://hooks.example.com']);
  const callAs = (base: string) => {
    const signed = twilioWebhook(base, keys.twilioAuthToken, message('cc'), delivered);
    return post({ ...signed, url: signed.url.replace(base, url) });
  };
  expect(await callAs(url)).toBe(204);
  expect(await callAs(url.replace('127.0.0.1', 'localhost'))).toBe(204);
  expect(await callAs('https://hooks.example.com')).toBe(204);
  expect(await callAs('https://other.example.com')).toBe(403);
});

/** The token in the address that it prints, and what the API tells whoever has it. */
function asked({ url, output }: RunningProduct, path: string): Promise<unknown> {
  const token = /#token=(\S+)/.exec(output())?.[1] ?? '';
  return fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.json());
}

describe('the page', () => {
  test.each(['/', '/monitoring'])('is served at %s to everybody, and asks nobody else for anything', async (path) => {
    const { url } = await start();
    const answer = await fetch(`${url}${path}`);
    const page = await answer.text();
    expect(page).toContain('<title>Wirewatch</title>');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('is told where webhooks go, and nothing without the token that the start prints', async () => {
    const product = await start();
    expect((await fetch(`${product.url}/v1/about`)).status).toBe(401);
    const twilio = { tenant: 'main', provider: 'twilio', url: `${product.url}/webhooks/twilio` };
    expect(await asked(product, '/v1/about')).toMatchObject({ webhooks: expect.arrayContaining([twilio]) });
  });

  test('shows what was counted, with every name escaped', async () => {
    const product = await start();
    const campaign = '<img src=x onerror=alert(1)>';
    const signed = telnyxWebhook(product.url, keys.telnyx, { ...message('dd'), campaign }, delivered, Date.now());
    expect(await post(signed)).toBe(200);
    await settledState(product.url);
    const campaigns = topSchema.parse(await asked(product, '/v1/campaigns'));
    expect(campaigns.rows).toMatchObject([{ value: campaign, outcomes: { delivered: 1 } }]);
    const { markup } = campaignsView(campaigns, { zone: 'UTC', now: Date.now() });
    expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(markup).not.toContain('<img');
  });

  test('tells why a webhook was refused last', async () => {
    const { url } = await start();
    await post(twilioWebhook(url, 'wrong', message('ee'), delivered));
    const { providers } = await settledState(url);
    expect(providers).toMatchObject([{ provider: 'twilio', lastRefusal: { why: 'bad-signature' } }]);
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s closes it in order, and what was counted is there at the next start',
  async (signal) => {
    const first = await start(['--data', dir]);
    expect(await post(telnyxWebhook(first.url, keys.telnyx, message('ff'), delivered, Date.now()))).toBe(200);
    expect(await first.stop(signal)).toBe(0);
    const second = await start(['--data', dir]);
    const { counts } = await settledState(second.url);
    expect(counts.find(({ dimension }) => dimension === 'total')?.measures).toMatchObject({ 'o.delivered': 1 });
  },
);

test('links of messages open on the port, and one that is not ours says what to do', async () => {
  const { url } = await start();
  const page = await fetch(`${url}/act/not.ours`);
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('This link is not valid');
  expect((await fetch(`${url}/slack/interact`, { method: 'POST', body: 'payload=%7B%7D' })).status).toBe(400);
});
