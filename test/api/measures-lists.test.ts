import { expect, test } from 'vitest';
import { createApp } from '../../functions/api/app.ts';
import { takeApiEvent } from '../../functions/api/take-api-event.ts';
import type { RegistrationEntry } from '../../functions/core/registration/registration.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { adminToken } from '../support/api-world.ts';
import { messages, now, numbersOf } from './measures-world.ts';

const campaign = (value: string) => ({ dimension: 'campaign', value }) as const;

test.each([
  ['markup', '<script>alert("1")</script>', '<script>alert("1")</script>'],
  ['quotes and what addresses are made of', `"it's" 50%/50% & co? = +`, `"it's" 50%/50% & co? = +`],
  ['emoji and another direction', '🎉 مرحبا', '🎉 مرحبا'],
  ['what separates the parts of keys', 'a#b|c', 'a_b_c'],
  ['1,000 characters', 'é'.repeat(1000), 'é'.repeat(64)],
])('a campaign is found by its name as it was given: %s', async (_, given, counted) => {
  const { ask } = numbersOf([messages(now - hour, 9, 1, campaign(counted))]);
  const name = encodeURIComponent(given);
  const summary = await ask(`/v1/summary?dimension=campaign&value=${name}`);
  expect(summary.body.now.started).toBe(10);
  const report = await ask(`/v1/campaigns/${name}/report`);
  expect(report.body).toMatchObject({ campaign: counted, messages: 10 });
  expect((await ask(`/v1/campaigns/report?campaign=${name}`)).body).toEqual(report.body);
  const { body, headers } = await ask('/v1/campaigns');
  expect(body.rows[0].value).toBe(counted);
  expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual(['application/json', 'nosniff']);
});

test('a campaign is found by a path that the HTTP API has decoded', async () => {
  const { deps } = numbersOf([messages(now - hour, 9, 1, campaign('50% off _1'))]);
  const event = {
    rawPath: '/v1/campaigns/50% off #1/report',
    rawQueryString: 'last=1d',
    headers: { authorization: `Bearer ${adminToken}` },
    requestContext: { domainName: 'example.com', http: { method: 'GET', sourceIp: '192.0.2.1' } },
  };
  const answer = await takeApiEvent(event, createApp(deps));
  expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('50% off _1') });
});

test('a hostile name that is not there is told back as data, and no longer than is readable', async () => {
  const { status, body, headers } = await numbersOf([]).ask(
    `/v1/campaigns/${encodeURIComponent(`<script>${'x'.repeat(2000)}`)}/report`,
  );
  expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(body.detail.length).toBeLessThan(250);
});

test('cost: today against yesterday up to the same time, all of yesterday, the month, and by provider', async () => {
  const zone = 'America/New_York';
  const telnyx = { dimension: 'provider', value: 'telnyx' } as const;
  const at = (text: string, count: number, scope = {}) => messages(Date.parse(text), count, 0, scope);
  const counted = [
    at('2026-11-20T06:00Z', 100),
    at('2026-11-20T06:00Z', 100, telnyx),
    at('2026-11-19T06:00Z', 40),
    at('2026-11-19T06:00Z', 40, telnyx),
    at('2026-11-19T12:50Z', 20),
    at('2026-11-19T20:00Z', 7),
    at('2026-11-02T20:00Z', 1000),
    at('2026-10-31T20:00Z', 5000),
  ];
  const { body } = await numbersOf(counted, { zone, at: now }).ask('/v1/cost');
  expect(body.today).toMatchObject({
    messages: 100,
    costMicros: 800_000,
    span: { from: '2026-11-20T05:00:00.000Z', to: '2026-11-20T12:30:00.000Z' },
  });
  expect(body.yesterdaySoFar).toMatchObject({
    messages: 50,
    span: { from: '2026-11-19T05:00:00.000Z', to: '2026-11-19T12:30:00.000Z' },
  });
  expect([body.yesterday.messages, body.month.messages]).toEqual([67, 1167]);
  expect(body.byProvider).toEqual([{ provider: 'telnyx', todayMicros: 800_000, yesterdayMicros: 320_000 }]);
});

test('cost of the day after clocks went forward is held against yesterday at the same time by the clock', async () => {
  const world = { zone: 'America/New_York', at: Date.parse('2026-03-09T16:00Z') };
  const { body } = await numbersOf([], world).ask('/v1/cost');
  expect(body.yesterdaySoFar.span).toEqual({ from: '2026-03-08T05:00:00.000Z', to: '2026-03-08T16:00:00.000Z' });
});

function registration(changes: Partial<RegistrationEntry> & { id: string }): RegistrationEntry {
  return {
    key: `main#telnyx#registration#${changes.id}`,
    rev: 1,
    countedAs: 1,
    tenant: 'main',
    provider: 'telnyx',
    startedAt: now - day,
    updatedAt: now - hour,
    zone: 'UTC',
    labels: { carrier: 'unknown', country: 'unknown' },
    kind: 'registration',
    unit: 'campaign',
    status: 'active',
    word: 'ACTIVE',
    since: now - day,
    changes: [],
    ...changes,
  };
}

test('registrations: what nothing is sent for comes first, then what waits, page by page', async () => {
  const entries = [
    registration({ id: 'c1' }),
    registration({ id: 'c2', status: 'pending', word: 'PENDING' }),
    registration({ id: 'c3', status: 'suspended', word: 'SUSPENDED', reason: 'content' }),
    registration({ id: 'c4' }),
  ];
  const { ask } = numbersOf([], { sources: { registrations: async () => entries } });
  const first = (await ask('/v1/registrations?limit=3')).body;
  expect(first.registrations.map(({ id }: { id: string }) => id)).toEqual(['c3', 'c2', 'c1']);
  expect(first.registrations[0]).toMatchObject({ status: 'suspended', reason: 'content', word: 'SUSPENDED' });
  const second = (await ask(`/v1/registrations?limit=3&cursor=${first.next}`)).body;
  expect(second).toMatchObject({ registrations: [{ id: 'c4' }] });
  expect(second.next).toBeUndefined();
});

test('people and consents', async () => {
  const history = {
    peopleOf: async () => ({ count: 40, errorPermille: 0 }),
    consentNumbers: async () => ({ 'opted-out': 5, 'opted-in': 95 }),
  };
  const out = (at: number) => ({ at, measures: { 'o.consent.opted-out': 1, 'o.inbound.received': 80 } });
  const { ask } = numbersOf([out(now - 5 * minute), out(now - day)], { history });
  const { days } = (await ask('/v1/people?last=2d')).body;
  expect(days).toHaveLength(3);
  expect(days[2]).toMatchObject({ senders: { count: 40 }, perSender: { of: 80, over: 40, value: 2 } });
  const consents = (await ask('/v1/consents')).body;
  expect(consents).toMatchObject({
    optedOut: { value: 0.05 },
    optOuts: { today: 1, yesterday: 1 },
    trend: { label: 'stable', judgement: 'stable' },
  });
});
