import { afterEach, expect, test } from 'vitest';
import { twilioMessages } from '../../functions/enrich/twilio-messages.ts';
import { account, id, keySid, resource, twilioApi } from './twilio-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const key = { sid: keySid, secret: 's3cret', account };

async function ask(...answers: Parameters<typeof twilioApi>) {
  const api = await twilioApi(...answers);
  stops.push(api.close);
  return { api, answer: await twilioMessages(api.url, 1000)(key, id) };
}

test('asks for the message of the account, by the API key', async () => {
  const { api, answer } = await ask({ status: 200 });
  expect(api.paths).toEqual([`/2010-04-01/Accounts/${account}/Messages/${id}.json`]);
  expect(api.received[0]?.method).toBe('GET');
  expect(api.received[0]?.headers.authorization).toBe(`Basic ${btoa(`${keySid}:s3cret`)}`);
  expect(api.received[0]?.headers['user-agent']).toMatch(/^twilio-node\//);
  expect(answer).toEqual({
    kind: 'found',
    message: {
      status: 'delivered',
      num_segments: '1',
      price: '-0.00750',
      price_unit: 'USD',
      error_code: undefined,
      date_updated: 'Mon, 02 Jun 2025 14:06:30 +0000',
    },
  });
});

test('keeps neither text nor numbers of what it reads', async () => {
  const { answer } = await ask({ status: 200 });
  expect(JSON.stringify(answer)).not.toMatch(/code is|\+1415/);
});

test.each([
  ['a message that is not there', { status: 404, body: { code: 20404, message: 'not found' } }, { kind: 'absent' }],
  ['too many requests', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'busy', afterMs: 7000 }],
  ['too many requests, without a wish', { status: 429 }, { kind: 'busy', afterMs: undefined }],
  ['too many requests, with nonsense', { status: 429, headers: { 'retry-after': 'soon' } }, { kind: 'busy' }],
  [
    'a key that is not valid',
    { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
    { kind: 'failed', why: 'HTTP 401 20003 Authenticate' },
  ],
  ['trouble at Twilio', { status: 503, body: '<html>' }, { kind: 'failed', why: 'HTTP 503' }],
  ['an answer that is no JSON', { status: 200, body: 'hello' }, { kind: 'failed', why: 'the answer is no message' }],
  ['an answer that is no message', { status: 200, body: [] }, { kind: 'failed', why: 'the answer is no message' }],
])('understands %s', async (_, played, expected) => {
  expect((await ask(played)).answer).toMatchObject(expected);
});

test('tries a request once only: the queue is what repeats', async () => {
  const { api } = await ask({ status: 429 }, { status: 200, body: resource() });
  expect(api.paths).toHaveLength(1);
});

test('says so where nobody answers', async () => {
  const api = await twilioApi({ status: 200 });
  await api.close();
  const answer = await twilioMessages(api.url, 1000)(key, id);
  expect(answer).toMatchObject({ kind: 'failed', why: expect.stringContaining('ECONNREFUSED') });
  expect(JSON.stringify(answer)).not.toContain('s3cret');
});

test('follows no redirection: the key is for Twilio alone', async () => {
  const { api, answer } = await ask({ status: 302, body: '', headers: { location: '/elsewhere' } });
  expect(answer).toMatchObject({ kind: 'failed', why: 'HTTP 302' });
  expect(api.paths).toHaveLength(1);
});
