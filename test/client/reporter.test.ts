import { afterEach, expect, test, vi } from 'vitest';
import { createReporter, type Reporter } from '../../client/index.ts';
import { answering, secret, sizesOf, understood } from './server.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function reporting(...statuses: number[]) {
  const server = await answering(...statuses);
  open.push(server);
  const errors: string[] = [];
  const reporter = createReporter({ url: server.url, secret, onError: ({ message }) => errors.push(message) });
  return { ...server, reporter, errors };
}

const at = Date.UTC(2025, 5, 2, 14, 5);
const sms = { provider: 'twilio', messageId: 'SM1', at, campaign: 'spring-promo', user: 'u-42', template: 't-7' };
const ownIds = { campaign: 'spring-promo', user: 'u-42', template: 't-7' };
const twilio = { kind: 'message', provider: 'twilio', id: 'SM1', at, ownIds };
const deed = { kind: 'activity', provider: 'app', at, id: expect.stringMatching(/^[0-9a-f-]{36}$/) };

const kinds: [string, (reporter: Reporter) => void, object][] = [
  ['scheduled', (reporter) => reporter.scheduled(sms), { ...twilio, status: 'scheduled' }],
  ['queued', (reporter) => reporter.queued(sms), { ...twilio, status: 'queued' }],
  ['sent', (reporter) => reporter.sent({ ...sms, segments: 2 }), { ...twilio, status: 'sent', segments: 2 }],
  [
    'delivered',
    (reporter) => reporter.delivered({ ...sms, sentAt: new Date(at - 4000) }),
    { ...twilio, status: 'delivered', sentAt: at - 4000 },
  ],
  ['read', (reporter) => reporter.read({ ...sms, channel: 'rcs' }), { ...twilio, status: 'read', channel: 'rcs' }],
  ['undelivered', (reporter) => reporter.undelivered(sms), { ...twilio, status: 'undelivered' }],
  [
    'failed',
    (reporter) => reporter.failed({ ...sms, errorCode: 30034, to: '+14155550123', from: 'ACME' }),
    { ...twilio, status: 'failed', errorCode: '30034', to: '+14155550123', from: 'ACME' },
  ],
  [
    'canceled, though what it is given calls itself something else',
    (reporter) => reporter.canceled(Object.assign({}, sms, { status: 'sent', type: 'row' })),
    { ...twilio, status: 'canceled' },
  ],
  ['canceled', (reporter) => reporter.canceled(sms), { ...twilio, status: 'canceled' }],
  [
    'a generation',
    (reporter) => reporter.generated({ via: 'llm', costUsd: 0.0021, ms: 1840, at, ...ownIds }),
    { ...deed, ownIds, deed: { type: 'generation', via: 'llm', costMicros: 2100, ms: 1840 } },
  ],
  [
    'quiet hours',
    (reporter) => reporter.quietHoursSkipped({ count: 312, at: new Date(at) }),
    { ...deed, deed: { type: 'skip', reason: 'quiet-hours', count: 312 } },
  ],
  [
    'a daily limit',
    (reporter) => reporter.dailyLimitHit({ at, user: 'u-42' }),
    { ...deed, ownIds: { user: 'u-42' }, deed: { type: 'skip', reason: 'daily-limit', count: 1 } },
  ],
  [
    'a call of an API',
    (reporter) => reporter.apiCall({ target: 'telnyx', outcome: 'timeout', ms: 10_000.4, at }),
    { ...deed, deed: { type: 'api-call', target: 'telnyx', outcome: 'timeout', ms: 10_000 } },
  ],
  [
    'a violation',
    (reporter) => reporter.violation({ regulation: 'tcpa', reason: 'consent', campaign: 'spring-promo', at }),
    {
      ...deed,
      ownIds: { campaign: 'spring-promo' },
      deed: { type: 'violation', regulation: 'tcpa', reason: 'consent' },
    },
  ],
  [
    'a retry',
    (reporter) => reporter.retry({ outcome: 'failed', at }),
    { ...deed, deed: { type: 'retry', outcome: 'failed' } },
  ],
  [
    'a conversion',
    (reporter) => reporter.count({ name: 'conversions', at }),
    { ...deed, deed: { type: 'count', name: 'conversions', amount: 1 } },
  ],
];

test.each(kinds)('reports %s so that it is understood', async (_, report, expected) => {
  const { reporter, received, errors } = await reporting(200);
  report(reporter);
  await reporter.flush();
  expect(received.length).toBe(1);
  for (const one of received) expect(await understood(one)).toMatchObject({ events: [expected], ignored: [] });
  expect(errors).toEqual([]);
});

test('reports gauges beside what is counted', async () => {
  const { reporter, received, errors } = await reporting(200);
  reporter.gauge({ name: 'outbound-queue', value: 12.5, at: new Date(at) });
  reporter.gauge({ name: 'outbound-queue', value: Number.NaN, at });
  reporter.retry({ outcome: 'succeeded', at });
  await reporter.flush();
  const [one] = received;
  if (!one) throw new Error('nothing came');
  expect(await understood(one)).toMatchObject({
    gauges: [{ name: 'outbound-queue', value: 12.5, at }],
    events: [{ kind: 'activity' }],
    ignored: ['unreadable events[1] value: no number from -1e15 to 1e15'],
  });
  expect(errors).toEqual([]);
});

test('all of it fits into one batch, each with the time at which it was reported', async () => {
  const { reporter, received } = await reporting(200);
  const before = Date.now();
  for (const [, report] of kinds) report(reporter);
  reporter.dailyLimitHit();
  await reporter.flush();
  const [one] = received;
  if (!one) throw new Error('nothing came');
  const { events } = await understood(one);
  expect(events.length).toBe(kinds.length + 1);
  expect(events.at(-1)?.at).toBeGreaterThanOrEqual(before);
  expect(events.at(-1)?.at).toBeLessThanOrEqual(Date.now());
});

test('sends batches of 100 at once, and what is left within a second, without being asked', async () => {
  const { reporter, received } = await reporting(200);
  const began = Date.now();
  for (let index = 0; index < 250; index += 1) reporter.sent({ ...sms, messageId: `SM${index}` });
  await vi.waitFor(() => expect(received.length).toBe(3), 5000);
  expect(sizesOf(received)).toEqual([100, 100, 50]);
  reporter.sent(sms);
  await vi.waitFor(() => expect(received.length).toBe(4), 5000);
  expect(Date.now() - began).toBeGreaterThan(900);
});

test.each([500, 503, 429])('repeats a batch once after %i, by the same id', async (status) => {
  const { reporter, received, errors } = await reporting(status, 200);
  reporter.sent(sms);
  await reporter.flush();
  expect(received.length).toBe(2);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(errors).toEqual([]);
});

test('gives a batch up after the second attempt, says how much is lost and why, and goes on with the next', async () => {
  const { reporter, received, errors } = await reporting(500, 500, 200);
  for (let index = 0; index < 130; index += 1) reporter.sent(sms);
  await reporter.flush();
  expect(sizesOf(received)).toEqual([100, 100, 30]);
  expect(errors).toEqual(['100 events were not reported to Wirewatch: it was answered with 500']);
});

test.each([400, 403, 404, 413])('does not repeat what is refused with %i', async (status) => {
  const { reporter, received, errors } = await reporting(status);
  reporter.sent(sms);
  await reporter.flush();
  expect(received.length).toBe(1);
  expect(errors).toEqual([`1 event was not reported to Wirewatch: it was answered with ${status}`]);
});
