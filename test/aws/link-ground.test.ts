import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { linkGround } from '../../functions/aws/link-ground.ts';
import { hour } from '../../functions/core/time.ts';
import { rememberingLog } from '../support/fakes.ts';
import { loopbackServer } from '../support/loopback-server.ts';

const now = Date.UTC(2026, 10, 21);

/** The key's service, which answers each request as `answers` says; without one it never does. */
async function world(...answers: (object | undefined)[]) {
  let requests = 0;
  const server = await loopbackServer((response) => {
    const answer = answers[Math.min(requests, answers.length - 1)];
    requests += 1;
    if (answer) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  onTestFinished(server.close);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new SecretsManagerClient({ endpoint: server.url, region: 'us-east-1', credentials });
  const log = rememberingLog();
  const settings = { base: 'https://act.example', keyId: 'links', linksLast: hour, now: () => now, log };
  return { links: linkGround(settings, client), settings, client, log, requests: () => requests };
}

test('the key of links is read once, and links last as long as the configuration says', async () => {
  const { links, log, requests } = await world({ SecretString: 'key' });
  const ground = { base: 'https://act.example', key: 'key', expires: now + hour };
  expect([await links(), await links()]).toEqual([ground, ground]);
  expect(requests()).toBe(1);
  expect(log.lines).toEqual([]);
});

test('a message waits 1.5 s for the key of its links, goes without them, and the log says so', async () => {
  const { links, log } = await world(undefined);
  const begin = performance.now();
  expect(await links()).toBeUndefined();
  expect(performance.now() - begin).toBeGreaterThan(1400);
  expect(performance.now() - begin).toBeLessThan(2500);
  expect(log.lines).toEqual([
    { level: 'warn', message: 'messages go without links', fields: expect.objectContaining({ secret: 'links' }) },
  ]);
});

test('a key that could not be read is read again for the next message', async () => {
  const { links, log } = await world({ SecretString: '' }, { SecretString: 'key' });
  expect(await links()).toBeUndefined();
  expect(await links()).toMatchObject({ key: 'key' });
  expect(log.lines.map(({ fields }) => fields.error)).toEqual(['Error: the secret links is empty']);
});

test('where nobody may act there are no links, and nothing is said', async () => {
  const { settings, client, log } = await world({ SecretString: 'key' });
  expect(await linkGround({ ...settings, base: undefined }, client)()).toBeUndefined();
  expect(await linkGround({ ...settings, keyId: undefined }, client)()).toBeUndefined();
  expect(log.lines).toEqual([]);
});
