import { describe, expect, test } from 'vitest';
import { configSchema } from '../../functions/config/schema.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import { judge, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { rememberingLog } from '../support/fakes.ts';
import { lookAt, seriesOf } from '../support/readings.ts';
import { sent, type Traffic, trafficReadings } from '../support/traffic.ts';

/** A Friday. */
const noon = Date.parse('2026-11-20T12:00Z');

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'volume',
    kind: 'baseline',
    of: 'started',
    by: ['provider'],
    when: { high: { for: '5m' } },
    summary: 'Only {value} messages through {provider}',
    ...settings,
  });
}

/** Ten messages a minute through Telnyx, always, but for what a test changes. */
function usually(perMinute: (at: number) => number): Traffic {
  return (dimension, at) => {
    const count = perMinute(at);
    return count === 0 ? {} : { [dimension === 'total' ? 'all' : 'telnyx']: sent(count) };
  };
}

async function verdictAt(tick: number, traffic: Traffic, settings: object = {}) {
  const [series] = await seriesOf(rule(settings), tick, trafficReadings(traffic, tick));
  return series?.verdicts.high;
}

const stopsAt = (stop: number) => usually((at) => (at < stop ? 10 : 0));

describe('a baseline rule', () => {
  test('judges the hour up to the last settled minute against as much of the same hour of eight weeks', async () => {
    const tick = noon + 35 * minute;
    const readings = trafficReadings(stopsAt(noon + 10 * minute), tick);
    expect(await seriesOf(rule(), tick, readings)).toEqual([
      {
        labels: { provider: 'telnyx' },
        verdicts: { high: 'bad' },
        evidence: {
          value: 100,
          usual: 300,
          sample: 300,
          failures: 0,
          window: { from: noon, to: noon + 30 * minute },
          codes: [],
          hit: [],
          figures: { weeks: 8 },
        },
      },
    ]);
  });

  test.each<[string, number, string]>([
    ['at the turn of the hour the hour that is over', 65, 'bad'],
    ['a minute after it too little is expected to tell: nothing resolves', 66, 'unknown'],
    ['from 20 expected on it tells again', 67, 'bad'],
  ])('of a silence since noon, %s', async (_, minutes, expected) => {
    expect(await verdictAt(noon + minutes * minute, stopsAt(noon))).toBe(expected);
  });

  test('fires once for a silence of five hours, whatever hours turn, and resolves after it', async () => {
    const silence = usually((at) => (at >= noon && at < noon + 5 * hour ? 0 : 10));
    const story: [number, string][] = [];
    const input = {
      tenant: 'main',
      zone: 'UTC',
      stage: 'test',
      rules: [rule()],
      config: configSchema.parse({ rules: [] }),
      readings: (tick: number) => trafficReadings(silence, tick),
      from: noon - hour,
      to: noon + 7 * hour,
      log: rememberingLog(),
    };
    for await (const { transitions } of simulate(input)) {
      for (const { at, state } of transitions) story.push([(at - noon) / minute, state]);
    }
    expect(story).toEqual([
      [10, 'pending'],
      [15, 'firing'],
      [310, 'inactive'],
    ]);
  });

  test('is good while traffic is what it is on this day at this hour', async () => {
    const mornings = usually((at) => (at % day < 12 * hour ? 20 : 1));
    expect(await verdictAt(noon + 59 * minute, mornings)).toBe('good');
  });

  test('knows nothing with fewer than four weeks, and from four on it does', async () => {
    const since = (weeks: number) => usually((at) => (at >= noon - weeks * 7 * day && at < noon ? 10 : 0));
    expect(await verdictAt(noon + 35 * minute, since(3))).toBe('unknown');
    expect(await verdictAt(noon + 35 * minute, since(4))).toBe('bad');
  });

  test('counts an outage among the weeks as a week', async () => {
    const outage = noon - 14 * day;
    const traffic = usually((at) => (at >= outage && at < outage + hour ? 0 : at < noon ? 10 : 0));
    const [series] = await seriesOf(rule(), noon + 35 * minute, trafficReadings(traffic, noon + 35 * minute));
    expect([series?.verdicts.high, series?.evidence.usual, series?.evidence.figures]).toEqual([
      'bad',
      300,
      { weeks: 8 },
    ]);
  });

  test('leaves out the days and spans that are excluded, and does not judge them', async () => {
    const tick = noon + 35 * minute;
    const readings = trafficReadings(stopsAt(noon), tick);
    const exclude = ['2026-11-13', { from: '2026-11-06T12:59:00Z', to: '2026-11-06T14:00:00+01:00' }];
    const weeksOf = async (settings: object) =>
      (await seriesOf(rule(settings), tick, readings))[0]?.evidence.figures?.weeks;
    expect(await weeksOf({ exclude })).toBe(6);
    const five = ['2026-11-13', '2026-11-06', '2026-10-30', '2026-10-23', '2026-10-16'];
    expect(await verdictAt(tick, stopsAt(noon), { exclude: five.slice(1) })).toBe('bad');
    expect(await verdictAt(tick, stopsAt(noon), { exclude: five })).toBe('unknown');
    expect(await verdictAt(tick, stopsAt(noon), { exclude: ['2026-11-20'] })).toBeUndefined();
  });

  test('finds the same local hour where clocks have changed', async () => {
    const zone = 'America/New_York';
    const tick = Date.parse('2026-11-05T15:45Z');
    const tenToEleven = usually((at) =>
      new Date(at).getUTCHours() === (at < Date.parse('2026-11-01') ? 14 : 15) ? 10 : 0,
    );
    const traffic: Traffic = (dimension, at) => (at < tick - 45 * minute ? tenToEleven(dimension, at) : {});
    const read = trafficReadings(traffic, tick, zone);
    const { series } = await judge(rule(), lookAt(tick, read, zone));
    expect(series.map(({ verdicts, evidence }) => [verdicts.high, evidence.usual])).toEqual([['bad', 400]]);
  });

  test('judges whole hours only where traffic comes in batches', async () => {
    const batches = usually((at) => (at % hour === 50 * minute ? 600 : 0));
    expect(await verdictAt(noon + 45 * minute, batches)).toBe('bad');
    expect(await verdictAt(noon + 45 * minute, batches, { partial: false })).toBe('good');
    expect(await verdictAt(noon + 64 * minute, batches, { partial: false })).toBe('good');
  });
});

describe('a baseline rule for spikes', () => {
  const spike = { direction: 'spike' };

  test('is bad above twice the usual, and good below', async () => {
    const times = (factor: number) => usually((at) => (at < noon ? 10 : 10 * factor));
    expect(await verdictAt(noon + 35 * minute, times(3), spike)).toBe('bad');
    expect(await verdictAt(noon + 35 * minute, times(2), spike)).toBe('good');
  });

  test('finds traffic at an hour that has none', async () => {
    const days = usually((at) => (at % day >= 8 * hour || at >= noon ? 10 : 0));
    const night = noon + 15 * hour;
    expect(await verdictAt(night + 35 * minute, days, spike)).toBe('bad');
  });

  test('knows nothing of hours before the tenant’s first', async () => {
    const young = usually((at) => (at >= noon - 20 * day ? 10 : 0));
    expect(await verdictAt(noon + 35 * minute, young, spike)).toBe('unknown');
  });
});

describe('a baseline rule says', () => {
  const evidence = { value: 100, usual: 300, sample: 0, failures: 0, window: { from: 0, to: 1 }, codes: [], hit: [] };

  test.each([
    [{}, 'threshold less than 50 % of what is usual'],
    [{ share: '40%', direction: 'spike' }, 'threshold more than 2.5 times what is usual'],
  ])('%j: %s', (settings, threshold) => {
    expect(wordsOf(rule(settings), 'high', { ...evidence, figures: { weeks: 8 } })).toEqual({
      unit: 'count',
      threshold,
      facts: ['usual is the same hour of 8 weeks, up to the same minute'],
    });
  });
});

describe('the settings of a baseline rule', () => {
  test.each([
    ['more weeks than are kept', { weeks: 13 }],
    ['more weeks at least than at most', { weeks: 4, minWeeks: 5 }],
    ['a day that is none', { exclude: ['2026-13-01'] }],
    ['a span that ends before it begins', { exclude: [{ from: '2026-11-20T13:00:00Z', to: '2026-11-20T12:00:00Z' }] }],
    ['money', { of: 'cost' }],
    ['a share of nothing', { share: 0 }],
  ])('refuse %s', (_, settings) => {
    expect(() => rule(settings)).toThrow();
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ exclude: ['2026-12-25', { from: '2026-11-20T13:00:00Z', to: '2026-11-20T14:00:00Z' }] });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
