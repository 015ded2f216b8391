import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '../../functions/core/time.ts';
import { messages, now, numbersOf } from './measures-world.ts';

const campaign = (value: string) => ({ dimension: 'campaign', value }) as const;

describe('a summary', () => {
  test('tells a range and the equally long one before it, of which nothing is in both', async () => {
    const counted = [messages(now - 2 * hour, 90, 10), messages(now - 30 * hour, 40, 10)];
    const { body } = await numbersOf(counted).ask('/v1/summary?last=24h');
    expect(body.now).toMatchObject({
      started: 100,
      outcomes: { delivered: 90, failed: 10, pending: 0 },
      deliveryRate: { of: 90, over: 100, value: 0.9 },
      costMicros: 800_000,
    });
    expect(body.before).toMatchObject({ started: 50, deliveryRate: { value: 0.8 } });
    expect(body.now.span).toEqual({ from: '2026-11-19T12:00:00.000Z', to: '2026-11-20T12:30:00.000Z' });
    expect(body.before.span).toEqual({ from: '2026-11-18T11:30:00.000Z', to: '2026-11-19T12:00:00.000Z' });
  });

  test('takes of an hour at the edge of the time before the part that lies in it', async () => {
    const counted = [messages(Date.UTC(2026, 10, 18, 11, 10), 60, 0)];
    const { body } = await numbersOf(counted).ask('/v1/summary?last=24h');
    expect(body.before.started).toBe(30);
  });

  test('of a scope that never was is all zeros', async () => {
    const { status, body } = await numbersOf([messages(now - hour, 5, 5)]).ask(
      '/v1/summary?dimension=campaign&value=never',
    );
    expect([status, body.now.started, body.now.deliveryRate]).toEqual([200, 0, { of: 0, over: 0 }]);
    expect(body.now.receipt).toEqual({ percentiles: [], measured: 0, pending: 0 });
  });

  test('before anything that is kept covers nothing and is zero', async () => {
    const { status, body } = await numbersOf([messages(now - hour, 5, 5)]).ask(
      '/v1/summary?from=2020-01-01&to=2020-02-01',
    );
    expect([status, body.now.started, body.quality.covered]).toEqual([200, 0, undefined]);
  });

  test.each([
    ['of 23 hours when clocks go forward', '2026-03-08', 23],
    ['of 25 hours when clocks go back', '2026-11-01', 25],
  ])('of a local day %s', async (_, date, hours) => {
    const from = Date.parse(`${date}T05:00Z`) - (hours === 25 ? hour : 0);
    const counted = [messages(from, 1, 0), messages(from + hours * hour - minute, 2, 0), messages(from - minute, 4, 0)];
    const next = new Date(Date.parse(date) + day).toISOString().slice(0, 10);
    const world = { zone: 'America/New_York', at: from + 40 * hour };
    const { body } = await numbersOf(counted, world).ask(`/v1/summary?from=${date}&to=${next}`);
    const length = Date.parse(body.now.span.to) - Date.parse(body.now.span.from);
    expect([length / hour, body.now.started]).toEqual([hours, 3]);
  });
});

describe('a series', () => {
  test('has what was asked for, by name, and null where there is nothing to divide by', async () => {
    const counted = [messages(now - 2 * hour, 90, 10), messages(now - hour, 0, 0)];
    const show = 'o.started,failures,deliveryRate,averageReceiptMs,averageGenerationMs,receipt.p95';
    const { body } = await numbersOf(counted).ask(`/v1/series?last=4h&step=hour&show=${show}`);
    expect(body.step).toBe('hour');
    expect(body.points.map(({ values }: { values: object }) => Object.values(values))).toEqual([
      [0, 0, null, null, null, null],
      [0, 0, null, null, null, null],
      [100, 10, 0.9, 7000, null, expect.closeTo(9750, 0)],
      [0, 0, null, null, null, null],
      [0, 0, null, null, null, null],
    ]);
  });

  test('has a point of 25 hours on the day when clocks go back', async () => {
    const world = { zone: 'America/New_York', at: Date.parse('2026-11-04T12:00Z') };
    const { body } = await numbersOf([], world).ask('/v1/series?from=2026-10-31&to=2026-11-03&step=day&show=o.started');
    const lengths = body.points.map(({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from));
    expect(lengths.map((length: number) => length / hour)).toEqual([24, 25, 24]);
  });

  test('is coarser than asked for where there would be too many points', async () => {
    const { body } = await numbersOf([]).ask('/v1/series?last=700d&step=minute');
    expect(body.step).toBe('day');
  });
});

describe('readable errors', () => {
  test.each([
    ['/v1/summary?dimension=carier&value=x', 'did you mean "carrier"'],
    ['/v1/summary?dimension=carrier&value=verizon', 'write the provider before it'],
    ['/v1/summary?dimension=carrier&value=telnix|Verizon', 'did you mean "telnyx"'],
    ['/v1/summary?dimension=provider&value=twillio', 'did you mean "twilio"'],
    ['/v1/summary?dimension=campaign', 'say which campaign, such as spring-promo'],
    ['/v1/summary?value=spring', 'say of which dimension'],
    ['/v1/summary?lst=24h', 'did you mean "last"'],
    ['/v1/summary?last=24h&from=2026-11-01', 'either last, or from and to'],
    ['/v1/summary?from=2020-01-01&to=2026-01-01', '800 days at most'],
    ['/v1/top?dimension=campaign&last=500d', '400 days at most'],
    ['/v1/series?show=o.delivred', 'did you mean "o.delivered"'],
    ['/v1/series?show=recipt.p95', 'did you mean "receipt.p95"'],
    ['/v1/series?dimension=campaign&value=a&show=t.sent', 'counted of total and provider only'],
    ['/v1/series?step=hours', 'did you mean "hour"'],
    [`/v1/series?show=${Array.from({ length: 21 }, (_, n) => `o.app.count.n${n}`).join(',')}`, '20 names at most'],
    ['/v1/top?dimension=user', 'there is no dimension "user"'],
    ['/v1/top', 'dimension'],
    ['/v1/top?dimension=campaign&by=failureRat', 'did you mean "failureRate"'],
    ['/v1/top?dimension=campaign&by=t.sent', 'counted of total and provider only'],
    ['/v1/top?dimension=campaign&limit=1000', 'a number from 1 to 200'],
    ['/v1/latency?histogram=reciept', 'did you mean "receipt"'],
    ['/v1/campaigns?cursor=nonsense', 'write `next` of the answer before'],
  ])('%s: %s', async (path, words) => {
    const { status, body } = await numbersOf([]).ask(path);
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
  });
});

test.each([
  ['now', '/v1/summary?last=1h', 30],
  ['just now', '/v1/summary?from=2026-11-20T10:00Z&to=2026-11-20T12:00Z', 30],
  ['yesterday', '/v1/summary?from=2026-11-18&to=2026-11-19', 300],
])('a range that ends %s may be kept for a while', async (_, path, seconds) => {
  const { headers } = await numbersOf([]).ask(path);
  expect(headers.get('cache-control')).toBe(`private, max-age=${seconds}`);
});

test.each([
  ['/v1/summary?last=30d', 4],
  ['/v1/series?last=30d', 2],
  ['/v1/series?last=30d&step=hour', 8],
  ['/v1/latency?last=30d', 2],
  ['/v1/top?dimension=campaign&last=30d', 6],
  ['/v1/top?dimension=campaign&last=1h', 61],
  ['/v1/campaigns?last=30d', 6],
  ['/v1/errors?last=30d', 9],
  ['/v1/cost', 8],
  ['/v1/campaigns/spring/report', 9],
])('%s takes %i reads at most', async (path, most) => {
  const { ask, reads } = numbersOf([messages(now - day, 1, 0, campaign('spring'))]);
  await ask(path);
  expect(reads.count).toBeGreaterThan(0);
  expect(reads.count).toBeLessThanOrEqual(most);
});

test('what is kept for one token answers no other', async () => {
  const { headers } = await numbersOf([]).ask('/v1/summary');
  expect(headers.get('vary')).toMatch(/authorization/i);
});

test('a latency has a histogram whose last bucket is open, and what waits beside it', async () => {
  const waiting = { at: now - 30 * minute, measures: { 'o.started': 5, 'o.sent': 5 } };
  const { body } = await numbersOf([messages(now - 20 * minute, 10, 0), waiting]).ask('/v1/latency?last=1h');
  expect(body).toMatchObject({ histogram: 'receipt', measured: 10, pending: 5, unmeasured: 0, meanMs: 7000 });
  expect(body.buckets.find(({ fromMs }: { fromMs: number }) => fromMs === 5000)).toEqual({
    fromMs: 5000,
    toMs: 10_000,
    count: 10,
  });
  expect(body.buckets.at(-1)).toEqual({ fromMs: 3_600_000, count: 0 });
  expect(body.percentiles.at(-1)).toMatchObject({ p: 99, beyondMs: expect.any(Number) });
});

test('errors have meaning and remedy, and add up to all failures', async () => {
  const counted = [
    messages(now - 3 * hour, 90, 10),
    messages(now - 3 * hour, 0, 6, { dimension: 'errorCode', value: 'telnyx|40008' }),
    messages(now - 3 * hour, 0, 3, { dimension: 'errorCode', value: 'twilio|30007' }),
  ];
  const { body } = await numbersOf(counted).ask('/v1/errors?last=24h&limit=1');
  expect(body.rows).toMatchObject([{ provider: 'telnyx', code: '40008', count: 6, share: 0.6 }]);
  expect(body.rows[0].remedy).toMatch(/\w+ \w+/);
  expect(body.rows[0].source).toMatch(/^https:/);
  expect([body.failures, body.rest.count, body.withoutCode.count]).toEqual([10, 3, 1]);
  expect(body.trend).toMatchObject({ failures: 10, failuresBefore: 0, label: 'increasing' });
});

describe('campaigns', () => {
  const counted = [
    messages(now - hour, 95, 5, campaign('spring')),
    messages(now - hour, 10, 0, campaign('otp')),
    messages(now - hour, 10, 0, campaign('news')),
    messages(now - hour, 3, 0, campaign('other')),
  ];

  test('come with their score, page by page, and a page says what comes after it', async () => {
    const { ask } = numbersOf(counted);
    const first = (await ask('/v1/campaigns?limit=2')).body;
    expect(first.rows.map(({ value }: { value: string }) => value)).toEqual(['spring', 'news']);
    expect(first.rows[0].score).toBeCloseTo(96.5, 6);
    expect([first.rest, first.other]).toEqual([{ values: 1, started: 10 }, { started: 3 }]);
    const second = (await ask(`/v1/campaigns?limit=2&cursor=${first.next}`)).body;
    expect(second.rows.map(({ value }: { value: string }) => value)).toEqual(['otp']);
    expect([second.rest.values, second.next]).toEqual([0, undefined]);
  });

  test('that have most of something are on top, whatever is counted', async () => {
    const { body } = await numbersOf(counted).ask('/v1/top?dimension=campaign&by=failureRate&minSamples=5&limit=1');
    expect(body.rows).toMatchObject([{ value: 'spring', by: 0.05 }]);
    expect(body.rest).toEqual({ values: 2, started: 20 });
  });

  test('have a report', async () => {
    const { body } = await numbersOf(counted).ask('/v1/campaigns/spring/report');
    expect(body).toMatchObject({
      campaign: 'spring',
      messages: 100,
      deliveryRate: { value: 0.95 },
      optOuts: 0,
      receipt: { measured: 95, fastestMs: { from: 5000, to: 10_000 }, meanMs: 7000 },
      costMicros: 800_000,
    });
    expect(body.score).toBeCloseTo(96.5, 6);
  });

  test.each([
    ['sprnig', 'did you mean "spring"'],
    ['unheard-of', '/v1/campaigns lists those'],
  ])('that had no message are not found: %s', async (name, hint) => {
    const { status, body } = await numbersOf(counted).ask(`/v1/campaigns/${name}/report`);
    expect(status).toBe(404);
    expect(body.detail).toContain(hint);
  });
});
