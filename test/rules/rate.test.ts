import { expect, test } from 'vitest';
import { day, hour, minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { fixedReadings, seriesOf } from '../support/readings.ts';
import { sent, trafficReadings } from '../support/traffic.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);
const later = tick + 5 * minute;

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'api-failures',
    kind: 'rate',
    of: 'o.app.api.telnyx.server-error',
    per: 'second',
    window: '5m',
    when: { critical: { above: 0.1, for: '3m' } },
    summary: 'The API of Telnyx fails {value}',
    ...settings,
  });
}

const failing = (count: number) => fixedReadings({ all: { 'o.app.api.telnyx.server-error': count } }).read;

test('0.1 a second are 30 in five minutes: one more is bad', async () => {
  const verdicts = await Promise.all([30, 31].map(async (count) => (await seriesOf(rule(), tick, failing(count)))[0]));
  expect(verdicts.map((series) => series?.verdicts.critical)).toEqual(['good', 'bad']);
});

test.each([
  ['second', 2, '2 a second'],
  ['minute', 120, '120 a minute'],
  ['hour', 7200, '7,200 an hour'],
])('600 in five minutes by the %s are %i', async (per, value, text) => {
  const [series] = await seriesOf(rule({ per }), tick, failing(600));
  expect(series?.evidence).toMatchObject({ value, sample: 600 });
  const evidence = series?.evidence ?? { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
  expect(wordsOf(rule({ per, when: { high: { above: value } } }), 'high', evidence)).toEqual({
    unit: `per-${per}`,
    threshold: `threshold ${text}`,
    facts: ['600 calls of the API telnyx ended with server-error in 5 min'],
  });
});

test.each([
  ['a day that began by the minute', '24h', 0, day],
  ['a day that began with its hour, for its minutes are no longer complete', '24h', 5 * minute, day + 20 * minute],
  ['a week and a half', '252h', 0, 252 * hour + 25 * minute],
])('one a minute is one a minute over %s', async (_, window, settle, length) => {
  const steady = trafficReadings(() => ({ all: sent(1) }), later);
  const steadily = rule({ of: 'started', per: 'minute', window, settle });
  const [series] = await seriesOf(steadily, later, steady);
  expect(series?.evidence).toMatchObject({ value: 1, sample: length / minute });
  const { from, to } = series?.evidence.window ?? { from: 0, to: 0 };
  expect(to - from).toBe(length);
});

test('what the rate is meant by has to be said', () => {
  expect(() => rule({ per: undefined })).toThrow(/per/);
  expect(() => rule({ per: 'day' })).toThrow(/per/);
});

test('the settings mean the same when they are parsed again', () => {
  expect(ruleSettings.parse(JSON.parse(JSON.stringify(rule())))).toEqual(rule());
});
