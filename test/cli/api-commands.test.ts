import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minute, second } from '../../functions/core/time.ts';
import { apiDeps } from '../support/api-world.ts';
import { entryOf } from '../support/entry-of.ts';
import { runApiCommand, startApiStage } from './api-stage.ts';

let stage: Awaited<ReturnType<typeof startApiStage>>;
beforeEach(async () => {
  stage = await startApiStage();
});
afterEach(() => stage.stop());

const at = '2026-11-21T19:15:00.000Z';
const status = {
  now: at,
  healthy: true,
  problems: [],
  evaluation: { lastTick: at, behindMs: 2 * minute, rules: 57, shards: 1 },
  countLagMs: 1200,
  providers: [{ provider: 'twilio', lastWebhookAt: at, lastRecordedAt: at }, { provider: 'telnyx' }],
  queues: [{ step: 'ingest', waiting: 3, deadLetters: 0 }],
  alerts: { firing: 2, untold: 0 },
};

describe('status', () => {
  test('tells of providers, evaluation, counting, alerts and queues, in the times of the tenant', async () => {
    stage.answer = { status: 200, value: status };
    await runApiCommand('status');
    expect(stage.asked).toEqual([{ direct: { name: 'somebody' }, method: 'GET', path: '/v1/status?tenant=main' }]);
    expect(stage.printed[0]?.split('\n')).toEqual([
      'local is healthy',
      '',
      'judged    up to 2026-11-21 14:15, 2 min behind, by 57 rules',
      'counted   under 1 min behind',
      'alerts    2 firing',
      '',
      'provider  last webhook      last with news    last refusal',
      'twilio    2026-11-21 14:15  2026-11-21 14:15  none',
      'telnyx    never             never             none',
      '',
      'queue   waiting  given up',
      'ingest        3         0',
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  test('what is wrong comes first, with what to do, and is exit code 1', async () => {
    const refusal = { at, why: 'bad-signature', hint: 'compare the auth token', url: 'https://x/webhooks/twilio' };
    stage.answer = {
      status: 200,
      value: {
        ...status,
        healthy: false,
        problems: ['Twilio’s webhooks are refused: compare the auth token.'],
        providers: [{ provider: 'twilio', lastRefusal: refusal }],
        alerts: { firing: 2, untold: 1 },
      },
    };
    await runApiCommand('status');
    expect(stage.printed[0]).toMatch(/^local is not healthy\n {2}Twilio’s webhooks are refused/);
    expect(stage.printed[0]).toContain('2 firing, of 1 nobody could be told');
    expect(stage.printed[0]).toContain(
      'never         never           2026-11-21 14:15 bad-signature: compare the auth token',
    );
    expect(process.exitCode).toBe(1);
  });

  test('as JSON it is what the API says', async () => {
    stage.answer = { status: 200, value: status };
    await runApiCommand('status', '--json');
    expect(JSON.parse(stage.printed[0] ?? '')).toEqual(status);
  });
});

describe('message', () => {
  const began = Date.parse(at);
  const told = { provider: 'telnyx', id: 'm-1', startedAt: began, to: '+14155550123', carrier: 'AT&T' } as const;
  const sms = { kind: 'message', ...told, channel: 'sms', ownIds: { campaign: 'spring\u001b[2J-promo' } } as const;
  const entry = entryOf(
    { ...sms, status: 'sent', word: 'sent', at: began },
    { ...sms, status: 'undelivered', word: 'delivery_failed', at: began + 9 * second, errorCode: '40008' },
  );
  const standing = {
    tenant: 'main',
    person: 'h',
    status: 'opted-out',
    since: began,
    provider: 'telnyx',
    by: 'k',
  } as const;

  test('by its id: each status with its time, the error explained', async () => {
    stage.deps = apiDeps({ journal: { byId: async () => [entry] } });
    await runApiCommand('message', 'm-1');
    expect(stage.asked).toMatchObject([{ method: 'GET', path: '/v1/messages/m-1?tenant=main' }]);
    const lines = stage.printed[0]?.split('\n') ?? [];
    expect(lines.slice(0, 3)).toEqual([
      'message m-1  Telnyx  undelivered (delivery_failed)',
      '  to          +1415•••0123, US, AT&T',
      '  campaign    spring_[2J-promo',
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}error {7}40008: \w/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}what to do {2}\w.*\.$/));
    expect(lines.filter((line) => line.startsWith('  2026-'))).toEqual([
      '  2026-11-21 14:15:00  sent',
      '  2026-11-21 14:15:09  undelivered',
    ]);
  });

  test('by a number: in no URL, with what the person said, and how to go on', async () => {
    stage.deps = apiDeps({ journal: { byNumber: async () => [entry, entry], standing: async () => standing } });
    await runApiCommand('message', '+1 (415) 555-0123', '--limit', '1');
    expect(stage.asked).toMatchObject([
      { method: 'POST', path: '/v1/messages/search?tenant=main', body: { to: '+14155550123', limit: '1' } },
    ]);
    expect(stage.printed[0]).toMatch(/^The person opted out on 2026-11-21 14:15:00, by Telnyx\.\n\nmessage m-1/);
    expect(stage.printed[0]).toMatch(/\n\nThere is more before these: --cursor \S+$/);
    expect(stage.printed[0]).not.toContain('5550123');
  });

  test('if nothing is known, what that can mean', async () => {
    stage.deps = apiDeps({ journal: { byId: async () => [] } });
    await runApiCommand('message', 'm-2');
    expect(stage.printed[0]).toMatch(/^Nothing is known of this id\. /);
  });

  test('what is no number is refused before anybody is asked', async () => {
    await expect(runApiCommand('message', '+1415')).rejects.toThrow('That is no number');
    expect(stage.asked).toEqual([]);
  });
});

describe('top', () => {
  const ratio = (of: number, over: number) => ({ of, over, value: of / over });
  const row = { value: 'telnyx|AT&T', by: 0.39, started: 1204, sent: 1200, outcomes: {}, costMicros: 9_360_000 };
  const rates = { deliveryRate: ratio(61, 100), failureRate: ratio(39, 100), optOutRate: { of: 0, over: 0 } };
  const part = { amount: 0 };
  const quality = { asOf: at, estimatedSegments: part, estimatedCostMicros: part, heardLate: 0, late: 0, conflicts: 0 };
  const outcomes = { delivered: 0, undelivered: 0, failed: 0, canceled: 0, unconfirmed: 0, expired: 0, pending: 0 };
  const value = {
    rows: [{ ...row, ...rates, outcomes }],
    rest: { values: 12, started: 3000 },
    other: { started: 0 },
    quality,
  };

  test('asks for what it says, and shows it as a table', async () => {
    stage.answer = { status: 200, value };
    await runApiCommand('top', 'carrier', '--by', 'failureRate', '--last', '7d', '--limit', '1');
    const query = 'tenant=main&dimension=carrier&by=failureRate&last=7d&limit=1';
    expect(stage.asked).toMatchObject([{ path: `/v1/top?${query}` }]);
    expect(stage.printed[0]?.split('\n')).toEqual([
      'carrier      failureRate  messages  delivered  failed  opted out   cost',
      'telnyx|AT&T         39 %     1,204       61 %    39 %          –  $9.36',
      'and 12 more, with 3,000 messages',
    ]);
  });

  test('what the API refuses is said in its own words, and is an error', async () => {
    stage.deps = apiDeps();
    await expect(runApiCommand('top', 'carrier', '--limit', 'many')).rejects.toThrow(/^Not answered: limit: write /);
    await expect(runApiCommand('top', 'carrier', '--last', 'long')).rejects.toThrow('write a duration such as');
    expect(stage.printed).toEqual([]);
  });

  test('an answer of another version is said to be one', async () => {
    stage.answer = { status: 200, value: { rows: 'many' } };
    await expect(runApiCommand('top')).rejects.toThrow('Deploy the version that you call from.');
  });
});

describe('tail', () => {
  const event = { type: 'message_delivered', at, provider: 'telnyx', status: 'delivered', deliveryMs: 7400 };
  const live = (next: string, ...ids: string[]) => ({
    now: at,
    next,
    events: ids.map((id) => ({ ...event, id, person: '+1415•••0123', campaign: 'spring-promo' })),
    realtime: { minute: at, started: 0, delivered: 0, failed: 0, inbound: 0, calls: 0 },
    alerts: { firing: 0, critical: 0 },
  });

  test('shows each event once, the oldest first, asks for what follows, and ends in order at Ctrl-C', async () => {
    stage.answer = { status: 200, value: live('2026-11-21T19:14:57.000Z', 'm-2', 'm-1') };
    const ended = runApiCommand('tail', '--interval', '0.05s');
    await expect.poll(() => stage.asked.length, { timeout: 10_000 }).toBeGreaterThan(1);
    stage.answer = { status: 200, value: live('2026-11-21T19:15:02.000Z', 'm-3', 'm-2') };
    await expect.poll(() => stage.printed.length, { timeout: 10_000 }).toBe(3);
    process.emit('SIGINT');
    await ended;
    expect(stage.printed.map((line) => line.split('  ').at(-1))).toEqual(['m-1', 'm-2', 'm-3']);
    expect(stage.printed[0]).toBe(
      '14:15:00  telnyx    message_delivered  +1415•••0123  delivered after 7.4 s  spring-promo  m-1',
    );
    expect(stage.asked[0]?.path).toBe('/v1/live?tenant=main&limit=100');
    expect(stage.asked[1]?.path).toBe('/v1/live?tenant=main&since=2026-11-21T19%3A14%3A57.000Z&limit=100');
  });

  test('as JSON it is a line for each event', async () => {
    stage.answer = { status: 200, value: live(at, 'm-1') };
    const ended = runApiCommand('tail', '--json');
    await expect.poll(() => stage.printed.length, { timeout: 10_000 }).toBe(1);
    process.emit('SIGINT');
    await ended;
    expect(JSON.parse(stage.printed[0] ?? '')).toMatchObject({ id: 'm-1', type: 'message_delivered' });
  });
});
