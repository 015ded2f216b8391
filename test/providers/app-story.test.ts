import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dimension, Measures } from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute } from '../../functions/core/time.ts';
import type { WebhookRequest } from '../../functions/core/webhook.ts';
import { type CountDeps, count, type JournalChange } from '../../functions/count/count.ts';
import { noRunning, silentLog } from '../support/fakes.ts';
import { now, setUp } from '../support/ingest.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { twilioRequest, twilioStatus, twilioToken } from '../support/signing.ts';
import { appRequest, appSecret } from './app-request.ts';

const messageId = 'SM0000000000000000000000000000000a';
const labels = { campaign: 'spring-promo', user: 'u-42' };
const sms = { type: 'message', provider: 'twilio', messageId, ...labels };
const runs = Math.min(300, Number(process.env.PROPERTY_RUNS ?? 300));

type Post = { provider: 'app' | 'twilio'; request: WebhookRequest };
const report = (...events: object[]): Post => ({ provider: 'app', request: appRequest(events, now) });
const callback = (status: string): Post => ({ provider: 'twilio', request: twilioRequest(twilioStatus(status)) });

/** Everything is posted twice, and every change of the journal is counted twice. */
async function tell(posts: readonly Post[]) {
  const changes: JournalChange[] = [];
  const lines = { app: [appSecret], twilio: [twilioToken] };
  const world = setUp({
    journal: streamed(changes),
    secret: async (_, provider) => ({ kind: 'known', lines: provider === 'app' ? lines.app : lines.twilio }),
  });
  for (const { provider, request } of [...posts, ...posts]) await world.send(request, provider);
  const store = memoryCounters({ now: () => now, retention: defaultRetention });
  const batch = { shardId: 'a', changes, undecodable: [] };
  for (let again = 0; again < 2; again += 1) await count(batch, { ...countDeps, store });
  return async (dimension: Dimension, value: string): Promise<Measures> => {
    const granularity = dimension === 'user' ? 'day' : 'hour';
    const start = now - (now % (granularity === 'day' ? 24 * hour : hour));
    const [counter] = await store.get([{ tenant: 'main', dimension, value, granularity, start }]);
    return counter?.measures ?? {};
  };
}

function streamed(changes: JournalChange[]) {
  const journal = memoryJournal();
  const save = async (after: JournalEntry) => {
    const before = journal.entries.get(after.key);
    const saved = await journal.save(after);
    if (saved) changes.push({ sequence: String(changes.length + 1), before, after });
    return saved;
  };
  return { load: journal.load, save };
}

const countDeps: Omit<CountDeps, 'store'> = {
  setAside: async () => undefined,
  running: noRunning,
  noteProgress: async () => undefined,
  retention: defaultRetention,
  now: () => now,
  metric: () => undefined,
  log: silentLog,
};

const journey = [
  report({ ...sms, status: 'scheduled', at: now - 4 * minute }),
  report({ ...sms, status: 'sent', at: now - 2 * minute }),
  callback('sent'),
  callback('delivered'),
];

test('a message that application and Twilio tell of counts once, for the campaign and user only the first knows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(journey, { minLength: journey.length }), async (posts) => {
      const measures = await tell(posts);
      const scopes: [Dimension, string][] = [
        ['total', 'all'],
        ['provider', 'twilio'],
        ['campaign', 'spring-promo'],
        ['country', 'US'],
        ['user', 'u-42'],
      ];
      for (const [dimension, value] of scopes) {
        const { 'o.started': started, ...rest } = await measures(dimension, value);
        expect([dimension, started]).toEqual([dimension, 1]);
        expect(rest).toMatchObject({ 'o.scheduled': 1, 'o.sent': 1, 'o.delivered': 1, 'o.segments': 1 });
      }
      expect(await measures('provider', 'app')).toEqual({});
    }),
    { numRuns: runs },
  );
});

const planned = { type: 'message', status: 'scheduled', messageId: 'job-17', at: now - 4 * minute, ...labels };
const later = { ...planned, at: now - 2 * minute };

test.each<[string, object, Measures]>([
  ['nothing more', planned, { 'o.scheduled': 1 }],
  ["sent by the provider's id", { ...sms, status: 'sent', at: now }, { 'o.scheduled': 1, 'o.started': 1, 'o.sent': 1 }],
  ['sent by its own id', { ...later, status: 'sent' }, { 'o.scheduled': 1, 'o.started': 1, 'o.sent': 1 }],
  ['canceled', { ...later, status: 'cancelled' }, { 'o.scheduled': 1, 'o.started': 1, 'o.canceled': 1 }],
  [
    'failed before any provider had it',
    { ...later, status: 'failed' },
    { 'o.scheduled': 1, 'o.started': 1, 'o.failed': 1 },
  ],
])('what only the application plans has started once it is known to go on: %s', async (_, next, expected) => {
  const orders = [[report(planned), report(next)], [report(next), report(planned)], [report(planned, next)]];
  for (const posts of orders) {
    expect(await (await tell(posts))('campaign', 'spring-promo')).toEqual(expected);
  }
});

test('generations and skips count once, beside the messages of their campaign', async () => {
  const made = { type: 'generation', id: 'g-1', at: now, via: 'llm', costUsd: 0.0021, ms: 1840, ...labels };
  const fallback = { ...made, id: 'g-2', via: 'template', costUsd: undefined, ms: 20 };
  const quiet = { type: 'skip', id: 's-1', at: now, reason: 'quiet-hours', count: 312, campaign: 'spring-promo' };
  const limit = { type: 'skip', id: 's-2', at: now, reason: 'daily-limit', ...labels };
  const measures = await tell([report(made, fallback), ...journey, report(quiet, limit), report(limit, made)]);
  const ofUser = {
    'o.app.generated.llm': 1,
    'o.app.generated.template': 1,
    'o.app.generationCostMicros': 2100,
    'o.app.generationMs': 1860,
    'o.app.generation.1': 1,
    'o.app.generation.2': 1,
    'o.app.skipped.daily-limit': 1,
  };
  expect(await measures('user', 'u-42')).toMatchObject({ ...ofUser, 'o.started': 1, 'o.delivered': 1 });
  expect(await measures('campaign', 'spring-promo')).toMatchObject({
    ...ofUser,
    'o.app.skipped.quiet-hours': 312,
    'o.started': 1,
  });
  expect(await measures('provider', 'app')).toEqual({ ...ofUser, 'o.app.skipped.quiet-hours': 312 });
  expect((await measures('provider', 'twilio'))['o.app.generated.llm']).toBeUndefined();
});

test('calls of APIs, violations, retries and counts are counted once, in the scopes of their labels', async () => {
  const call = { type: 'api-call', id: 'c-1', at: now, target: 'telnyx', outcome: 'server-error', ms: 340, ...labels };
  const again = { ...call, id: 'c-2', target: 'twilio', outcome: 'ok', ms: 1840 };
  const violation = { type: 'violation', id: 'v-1', at: now, regulation: 'tcpa', reason: 'consent', ...labels };
  const retry = { type: 'retry', id: 'r-1', at: now, outcome: 'failed', ...labels };
  const sold = { type: 'count', id: 'n-1', at: now, name: 'conversions', amount: 3, ...labels };
  const measures = await tell([report(call, violation, retry), ...journey, report(sold, again), report(retry, sold)]);
  const counted = {
    'o.app.api.telnyx.server-error': 1,
    'o.app.api.twilio.ok': 1,
    'o.app.apiCall.1': 1,
    'o.app.apiCall.2': 1,
    'o.app.apiCallMs': 2180,
    'o.app.violation.tcpa': 1,
    'o.app.breach.consent': 1,
    'o.app.retry.failed': 1,
    'o.app.count.conversions': 3,
  };
  expect(await measures('provider', 'app')).toEqual(counted);
  expect(await measures('user', 'u-42')).toMatchObject({ ...counted, 'o.started': 1 });
  expect(await measures('campaign', 'spring-promo')).toMatchObject({ ...counted, 'o.started': 1 });
});
