import { describe, expect, test, vi } from 'vitest';
import { numberOf } from '../../cli/forget.ts';
import { createInvoke } from '../../cli/invoke.ts';
import { recount } from '../../cli/recount.ts';
import { timeRange } from '../../cli/time-range.ts';
import { recountAnswerSchema } from '../../functions/audit/audit-request.ts';
import { hour } from '../../functions/core/time.ts';
import { lambda } from '../../local/cloud/lambda.ts';
import { startCloud } from '../../local/cloud/server.ts';

const zone = 'America/New_York';
const at = (text: string) => Date.parse(text);

test.each([
  ['2026-11-20', undefined, '2026-11-20T05:00Z', '2026-11-21T05:00Z'],
  ['2026-11-01', '2026-11-02', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
  ['2026-11-20T14:00', undefined, '2026-11-20T19:00Z', '2026-11-20T20:00Z'],
  ['2026-11-20T14:00Z', '2026-11-20T18:30+02:00', '2026-11-20T14:00Z', '2026-11-20T16:30Z'],
])('--from %s --to %s is from %s', (from, to, first, last) => {
  expect(timeRange(from, to, zone)).toEqual({ from: at(first ?? ''), to: at(last ?? '') });
});

test.each(['yesterday', '2026-02-30', '2026-11-20T25:00', '20.11.2026', ''])(
  '"%s" is no time, and says what is',
  (text) => {
    expect(() => timeRange(text, undefined, zone)).toThrow(/write 2026-11-21/);
  },
);

test('a range that ends before it begins is refused', () => {
  expect(() => timeRange('2026-11-20', '2026-11-20', zone)).toThrow('is not after');
});

const equal = {
  kind: 'recounted' as const,
  items: 2,
  equal: 2,
  moving: 0,
  late: 0,
  repaired: 0,
  drifting: 0,
  drift: 0,
  differences: [],
};
const difference = {
  dimension: 'carrier',
  value: 'telnyx|AT&T',
  granularity: 'hour',
  start: at('2026-11-20T14:00Z'),
  measure: 'o.sent',
  stored: 1204,
  counted: 4,
};
const wrong = { ...equal, equal: 1, drifting: 1, drift: 1200, differences: [difference] };

/** The command against a function of which `answer` says what becomes of each request. */
async function withFunction(
  answer: (request: Record<string, unknown>) => unknown,
  options: object = {},
  stopAfter = 1000,
) {
  const asked: Record<string, unknown>[] = [];
  const controller = new AbortController();
  const audit = async (event: unknown) => {
    const request = event as Record<string, unknown>;
    asked.push(request);
    if (asked.length > stopAfter) controller.abort();
    return answer(request);
  };
  const cloud = await startCloud([lambda(new Map([['wirewatch-local-audit', audit]]), new Map())], () => {});
  const env = { AWS_ENDPOINT_URL: cloud.url };
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  const out: string[] = [];
  const progress: string[] = [];
  const { signal } = controller;
  try {
    const code = await recount(
      { from: '2026-11-20', tenant: 'main', stage: 'local', quiet: 25 * hour, ...options },
      {
        zone,
        invoke: createInvoke(env, signal),
        signal,
        print: (text) => out.push(text),
        progress: (text) => progress.push(text),
      },
    );
    return { code, asked, out: out.join('\n'), progress };
  } finally {
    vi.unstubAllEnvs();
    await cloud.close();
  }
}

describe('recount', () => {
  test('asks for every hour of a day once, and for the users of the day', async () => {
    const { code, asked, out, progress } = await withFunction(() => equal);
    expect(code).toBe(0);
    const first = at('2026-11-20T05:00Z');
    expect(asked.flatMap((one) => one.hour ?? []).sort()).toEqual(
      Array.from({ length: 24 }, (_, n) => first + n * hour),
    );
    expect(asked.flatMap((one) => one.day ?? [])).toEqual([first]);
    expect(asked.every(({ repair, quietMs }) => repair === false && quietMs === 25 * hour)).toBe(true);
    expect(progress.at(-1)).toBe('24 of 24 hours, 50 counters, drift 0');
    expect(out).toBe('50 counters: 50 equal the journal, 0 differ');
  });

  test('shows in what counters differ, changes nothing, and ends with 1', async () => {
    const { code, out } = await withFunction(({ hour: start }) => (start === difference.start ? wrong : equal));
    expect(code).toBe(1);
    expect(out).toContain('2026-11-20 09:00  hour    carrier    telnyx|AT&T  o.sent    1,204        4      +1,200');
    expect(out).toContain('--repair');
  });

  test('prints JSON', async () => {
    const { out } = await withFunction(() => wrong, { from: '2026-11-20T09:00', json: true });
    expect(JSON.parse(out)).toMatchObject({ from: '2026-11-20T14:00:00.000Z', drifting: 1, differences: [difference] });
  });

  test('interrupted, it says how to go on, with what it had not finished', async () => {
    const { code, progress } = await withFunction(() => equal, { repair: true }, 9);
    expect(code).toBe(130);
    expect(progress.at(-1)).toBe(
      'Not finished. To go on: npx wirewatch recount --from 2026-11-20T13:00:00.000Z --to 2026-11-21T05:00:00.000Z --tenant main --stage local --quiet 90000s --repair',
    );
  });

  test.each([
    [
      'the function fails',
      () => {
        throw new Error('out of order');
      },
      'wirewatch-local-audit failed: Error: out of order',
    ],
    [
      'the function refuses',
      () => ({ kind: 'refused', why: 'there is no tenant' }),
      'Not recounted: there is no tenant.',
    ],
    ['it answers something else', () => 'what?', 'Deploy the version that you call from'],
  ])('says why if %s', async (_, answer, text) => {
    await expect(withFunction(answer)).rejects.toThrow(text);
  });

  test('says so if the function is not there, or nothing is', async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    await expect(withFunction(() => equal, { stage: 'dev' })).rejects.toThrow('no function wirewatch-dev-audit');
    const invoke = createInvoke({});
    const call = { stage: 'local', name: 'audit', request: {}, answer: recountAnswerSchema } as const;
    await expect(invoke(call)).rejects.toThrow('set AWS_ENDPOINT_URL');
  });
});

test.each([
  ['+14155550123', '+14155550123'],
  ['+1 (415) 555-0123', '+14155550123'],
  ['whatsapp:+491701234567', '+491701234567'],
])('%s is the number %s', (text, number) => expect(numberOf(text)).toBe(number));

test.each(['4155550123', '0171 1234567', '+0171', '+1415555012345678', 'me'])(
  '%s is no number, and is not repeated',
  (text) => {
    expect(() => numberOf(text)).toThrow(/^That is no number/);
  },
);
