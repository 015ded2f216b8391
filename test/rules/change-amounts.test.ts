import { describe, expect, test } from 'vitest';
import { day, minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { changeRule, found, isNow, noon, tick } from '../support/changes.ts';
import { seriesOf } from '../support/readings.ts';
import { sent, type Traffic, trafficReadings } from '../support/traffic.ts';

describe('an amount', () => {
  const amounts = { of: 'started', over: undefined };
  const volume =
    (now: number, before: number): Traffic =>
    (dimension, at) => {
      const count = isNow(at) ? now : before;
      return count > 0 ? { [dimension === 'total' ? 'all' : 'telnyx']: sent(count) } : {};
    };

  test.each<[string, object, Traffic, string]>([
    ['of more than twice is bad', {}, volume(21, 10), 'bad'],
    ['of twice is good', {}, volume(20, 10), 'good'],
    ['up to the floor is good', { floor: 1260 }, volume(21, 10), 'good'],
    ['against last week is read a week back', { against: 'last-week' }, volume(21, 10), 'bad'],
    ['that fell is bad where falls are', { when: { high: { fall: '50%' } } }, volume(4, 10), 'bad'],
    ['whose provider is silent is unknown', { when: { high: { fall: '50%' } } }, volume(0, 10), 'unknown'],
  ])('%s', async (_, settings, traffic, expected) => {
    expect(await found({ ...amounts, ...settings }, traffic)).toEqual({ telnyx: expected });
  });

  test('A-44: growth of more than 20 % over the day a week ago is told, of 20 % is not', async () => {
    const growth = { ...amounts, against: 'last-week', when: { high: { rise: '20%' } } };
    expect(await found(growth, volume(13, 10))).toEqual({ telnyx: 'bad' });
    expect(await found(growth, volume(12, 10))).toEqual({ telnyx: 'good' });
  });

  test('of a day begins with a whole hour, now and then: minutes of yesterday are not kept complete', async () => {
    const growth = { ...amounts, against: 'last-week', window: '24h', settle: 0, when: { high: { rise: '20%' } } };
    const [one] = await seriesOf(changeRule(growth), tick, trafficReadings(volume(10, 10), tick));
    expect(one?.evidence).toMatchObject({ value: 1, window: { from: noon - day, to: tick } });
  });

  test('of a scope that is gone has fallen to nothing, while its provider is heard of', async () => {
    const traffic: Traffic = (dimension, at) => {
      if (dimension !== 'campaign') return { [dimension === 'total' ? 'all' : 'telnyx']: sent(10) };
      return isNow(at) ? {} : { otp: sent(10) };
    };
    const settings = { ...amounts, by: ['campaign'], when: { high: { fall: '50%' } } };
    expect(await found(settings, traffic)).toEqual({ otp: 'bad' });
  });
});

describe('money against the average of seven whole days', () => {
  const cost = { of: 'generationCost', over: undefined, by: [], against: 'week-average', window: '24h', floor: '$1' };
  const midnight = Date.parse('2026-11-19T00:00Z');
  const spent =
    (perDay: (daysAgo: number) => number): Traffic =>
    (_, at) => {
      // Spent in the first hundred minutes of a day.
      const isSpent = at % day < 100 * minute;
      const dollars = isSpent ? perDay(Math.ceil((midnight - at) / day)) : 0;
      return { all: { 'o.app.generationCostMicros': dollars * 1e4, 't.sent': 1 } };
    };

  test.each<[string, Traffic, string]>([
    ['is bad above twice the average', spent((ago) => (ago <= 0 ? 21 : 10)), 'bad'],
    ['is good at twice the average', spent((ago) => (ago <= 0 ? 20 : 10)), 'good'],
    ['takes the mean of dear and cheap days', spent((ago) => (ago <= 0 ? 21 : ago % 2 ? 14 : 7)), 'good'],
    ['looks no further back than seven days', spent((ago) => (ago <= 0 ? 21 : ago > 7 ? 1000 : 10)), 'bad'],
    ['is good up to the floor', spent((ago) => (ago <= 0 ? 1 : 0.1)), 'good'],
  ])('%s', async (_, traffic, expected) => {
    expect(await found(cost, traffic)).toEqual({ '': expected });
  });

  test('needs four days, and does not count those before the first', async () => {
    const young =
      (days: number): Traffic =>
      (dimension, at) =>
        at >= midnight - days * day ? spent((ago) => (ago <= 0 ? 21 : 10))(dimension, at) : {};
    expect(await found(cost, young(3))).toEqual({ '': 'unknown' });
    expect(await found(cost, young(4))).toEqual({ '': 'bad' });
    const [series] = await seriesOf(changeRule(cost), tick, trafficReadings(young(4), tick));
    expect(series?.evidence.value).toBeCloseTo(2.1);
  });
});

test('is unknown of money that is new, until it was spent on four whole days, however long messages are sent', async () => {
  const cost = { of: 'generationCost', over: undefined, by: [], against: 'week-average', window: '24h', floor: '$1' };
  const begun = Date.parse('2026-11-18T00:00Z');
  const traffic: Traffic = (_, at) => ({
    all: { ...sent(40), ...(at >= begun && { 'o.app.generationCostMicros': 33_333 }) },
  });
  const days = [0.5, 1, 2, 3, 3.9, 4.2, 5, 6.5, 9];
  const verdicts = days.map(async (days) => {
    const at = begun + days * day;
    const [series] = await seriesOf(changeRule(cost), at, trafficReadings(traffic, at));
    return series?.verdicts.high;
  });
  const expected = days.map((days) => (days < 5.2 ? 'unknown' : 'good'));
  expect(await Promise.all(verdicts)).toEqual(expected);
});

describe('a change says', () => {
  const evidence = { sample: 200, failures: 30, window: { from: 0, to: 1 }, codes: [], hit: [] };

  test.each([
    [
      {},
      { now: 0.031, before: 0.0125 },
      'threshold 2 times yesterday',
      ['2.48 times yesterday', '3.1 %, yesterday 1.2 %'],
    ],
    [{}, { now: 0.031, before: 0 }, 'threshold 2 times yesterday', ['3.1 %, yesterday nothing']],
    [
      { of: 'cost', over: undefined, floor: '$1', against: 'week-average', when: { high: { rise: '50%' } } },
      { now: 12_400_000, before: 5_000_000 },
      'threshold 50 % above the average of the week before',
      ['2.48 times the average of the week before', '$12.40, the average of the week before $5.00'],
    ],
    [
      { of: 'started', over: undefined, against: 'last-week', when: { high: { fall: '50%' } } },
      { now: 300, before: 1000.4 },
      'threshold 50 % below a week ago',
      ['0.3 times a week ago', '300 messages started, a week ago 1,000'],
    ],
    [
      { against: 'rest' },
      { now: 0.3, before: 0.1 },
      'threshold 2 times the others',
      ['3 times the others', '30 %, the others 10 %'],
    ],
  ])('%j', (settings, figures, threshold, facts) => {
    const words = wordsOf(changeRule(settings), 'high', { ...evidence, value: 1, figures });
    expect(words).toMatchObject({ unit: 'factor', threshold, facts });
  });

  test('of how many it is a share', () => {
    expect(wordsOf(changeRule(), 'high', evidence).counted).toBe('{failures} of {sample} messages failed');
  });
});

describe('the settings of a change', () => {
  const money = { of: 'cost', over: undefined, floor: '$1' };

  test.each([
    ['a factor of less than more', { when: { high: { factor: 1 } } }],
    ['rises and falls at once', { when: { critical: { fall: '50%' }, high: { rise: '50%' } } }],
    ['a worse level that is nearer', { when: { critical: { factor: 2 }, high: { factor: 3 } } }],
    ['the share of money', { ...money, over: 'settled', floor: undefined }],
    ['money without a floor', { ...money, floor: undefined }],
    ['money with a floor that is a number', { ...money, floor: 1 }],
    ['a floor of nothing', { ...money, floor: '$0' }],
    ['dollars of messages', { of: 'started', over: undefined, floor: '$1' }],
    ['a floor of shares', { floor: 5 }],
    ['the rest of amounts', { of: 'started', over: undefined, against: 'rest' }],
    ['the rest of everything', { by: [], against: 'rest' }],
    ['the rest of error codes', { by: ['provider', 'errorCode'], against: 'rest' }],
    ['certainty', { certain: '100%' }],
  ])('refuse %s', (_, settings) => {
    expect(() => changeRule(settings)).toThrow();
  });

  test.each([[{}], [money], [{ when: { critical: { factor: 3 }, high: { rise: '50%' } } }]])(
    'mean the same when they are parsed again: %j',
    (settings) => {
      const parsed = changeRule(settings);
      expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    },
  );
});
