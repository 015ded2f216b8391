import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { seriesOf } from '../support/readings.ts';
import { sent, type Traffic, trafficReadings } from '../support/traffic.ts';

/** A Friday. */
const noon = Date.parse('2026-11-20T12:00Z');

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'silence',
    kind: 'absence',
    of: 'started',
    by: ['campaign'],
    settle: 0,
    when: { critical: { for: 0 } },
    summary: 'Campaign {campaign} is silent',
    ...settings,
  });
}

/** One message every so many minutes, from the full hour on, while `isOn`. */
function every(minutes: number, isOn: (at: number) => boolean): Traffic {
  return (dimension, at) => {
    if (!isOn(at) || (at % hour) % (minutes * minute) !== 0) return {};
    return { [dimension === 'total' ? 'all' : 'otp']: sent(1) };
  };
}

const until = (end: number) => (at: number) => at < end;

async function silenceAt(tick: number, traffic: Traffic, settings: object = {}) {
  const [series] = await seriesOf(rule(settings), tick, trafficReadings(traffic, tick));
  const { verdicts, evidence } = series ?? {};
  return { verdict: verdicts?.critical, expected: evidence?.figures?.expected, window: evidence?.window };
}

describe('silence by expectation', () => {
  test.each([
    ['4.12: where 4.6 are expected, silence is chance in 1.0 %: not silent', 46, 'good', 0.01],
    ['4.12: where 6.9 are expected, in 0.10 %: silent', 69, 'bad', 0.001],
    ['4.12: where 10 are expected, in 0.0045 %: silent', 100, 'bad', 0.000045],
  ])('%s', async (_, minutes, verdict, chance) => {
    const lambda = minutes / 10;
    expect(Math.exp(-lambda) / chance).toBeCloseTo(1, 1);
    const since = noon + minute;
    const tick = since + minutes * minute;
    const found = await silenceAt(tick, every(10, until(since)));
    expect(found).toEqual({ verdict, expected: lambda, window: { from: since, to: tick } });
  });

  test('waits for fewer where it is told to', async () => {
    const traffic = every(10, until(noon));
    const tick = noon + 21 * minute;
    expect((await silenceAt(tick, traffic)).verdict).toBe('good');
    expect((await silenceAt(tick, traffic, { lambda: 3 })).verdict).toBe('bad');
  });

  test('is not expected of a night', async () => {
    const days = every(10, (at) => at % day >= 8 * hour && at % day < 20 * hour);
    const dawn = noon + 20 * hour;
    expect((await silenceAt(dawn, days)).verdict).not.toBe('bad');
    const fromDawnOn = every(10, (at) => at < dawn && at % day >= 8 * hour && at % day < 20 * hour);
    expect(await silenceAt(dawn + 69 * minute, fromDawnOn)).toMatchObject({ verdict: 'bad' });
  });

  test('ends with the first message', async () => {
    const outage = every(10, (at) => at < noon || at >= noon + 3 * hour);
    expect((await silenceAt(noon + 3 * hour, outage)).verdict).toBe('bad');
    expect((await silenceAt(noon + 3 * hour + minute, outage)).verdict).toBe('good');
  });

  test('once silent stays silent, at every turn of the hour, for weeks', async () => {
    const traffic = every(12, until(noon + 30 * minute));
    const verdicts = new Set<string | undefined>();
    for (let tick = noon + 2 * hour; tick < noon + 6 * hour; tick += 5 * minute) {
      verdicts.add((await silenceAt(tick, traffic)).verdict);
    }
    expect([...verdicts].filter((verdict) => verdict !== 'unknown')).toEqual(['bad']);
    expect((await silenceAt(noon + 20 * day, traffic)).verdict).toBe('bad');
  });

  test('of which nobody knows the minute it began resolves nothing', async () => {
    const traffic = every(12, until(noon + 10 * minute));
    expect(await silenceAt(noon + 98 * minute, traffic)).toMatchObject({ verdict: 'bad' });
    expect(await silenceAt(noon + 121 * minute, traffic)).toMatchObject({ verdict: 'unknown' });
    expect(await silenceAt(noon + 143 * minute, traffic)).toMatchObject({ verdict: 'bad' });
  });

  test('is unknown with fewer than four weeks, of what is too rare, and on excluded days', async () => {
    const since = (weeks: number) => every(10, (at) => at >= noon - weeks * 7 * day && at < noon);
    const tick = noon + 80 * minute;
    expect((await silenceAt(tick, since(3))).verdict).toBe('unknown');
    expect((await silenceAt(tick, since(4.5))).verdict).toBe('bad');
    const daily = every(60, (at) => at % day === 10 * hour && at < noon - day);
    expect((await silenceAt(tick, daily)).verdict).toBe('unknown');
    expect((await silenceAt(tick, since(8), { exclude: ['2026-11-20'] })).verdict).toBe('unknown');
  });

  test('of one week among the others does not count', async () => {
    const week = noon - 7 * day;
    const traffic = every(10, (at) => at < noon && (at < week || at >= week + 5 * hour));
    expect((await silenceAt(noon + 70 * minute, traffic)).verdict).toBe('bad');
  });
});

describe('silence by whole hours', () => {
  const otp = (count: number): ReturnType<Traffic> => (count > 0 ? { otp: sent(count) } : {});
  const wholeHours = { partial: false, lambda: 12 };
  const isDay = (at: number) => at % day >= 8 * hour && at % day < 21 * hour;
  const batches =
    (isOn: (at: number) => boolean): Traffic =>
    (_, at) =>
      otp(isOn(at) && isDay(at) && at % hour < 3 * minute ? 200 : 0);

  async function verdicts(traffic: Traffic, from: number, to: number, settings: object = wholeHours) {
    const found = new Set<string | undefined>();
    for (let tick = from; tick <= to; tick += 5 * minute) found.add((await silenceAt(tick, traffic, settings)).verdict);
    return [...found];
  }

  test('is not found between the batches of every hour, nor before the first of the day', async () => {
    const regular = batches(() => true);
    expect(await verdicts(regular, noon - 5 * hour, noon + 2 * hour)).toEqual(['good']);
    expect((await silenceAt(noon + 10 * minute, regular, { lambda: 12 })).verdict).toBe('bad');
  });

  test('is found at the end of the hour whose batch is missing, and remembered when its minutes are not', async () => {
    const missing = batches(until(noon));
    expect(await verdicts(missing, noon - hour, noon + 59 * minute)).toEqual(['good']);
    expect(await verdicts(missing, noon + hour, noon + 10 * hour)).toEqual(['bad']);
  });

  test('is not found after the ten minutes of a weekly campaign, nor before them', async () => {
    const weekly: Traffic = (_, at) => otp((at - noon + 70 * day) % (7 * day) < 10 * minute ? 600 : 0);
    expect(await verdicts(weekly, noon + 5 * minute, noon + 5 * hour)).toEqual(['good']);
    expect((await verdicts(weekly, noon - 3 * hour, noon)).includes('bad')).toBe(false);
  });

  test.each([0, 1, 20, 40, 59])(
    'of steady traffic that stops %i minutes past is found within two hours',
    async (past) => {
      const stopped = noon + past * minute;
      const steady = every(1, until(stopped));
      expect(await verdicts(steady, noon, noon + hour)).toEqual(past === 0 ? ['good', 'bad'] : ['good']);
      expect((await silenceAt(Math.ceil(stopped / hour) * hour + hour, steady, wholeHours)).verdict).toBe('bad');
    },
  );
});

describe('silence by time', () => {
  const within = { within: '2h' };

  test.each<[string, number, string | undefined]>([
    ['is none before its time', 119, 'good'],
    ['is one when it is over', 120, 'bad'],
    ['is one for a day', 23 * 60, 'bad'],
  ])('%s', async (_, minutes, verdict) => {
    expect((await silenceAt(noon + minutes * minute, every(1, until(noon)), within)).verdict).toBe(verdict);
  });

  test('is one of what had only just begun', async () => {
    const brief = every(1, (at) => at >= noon + 10 * minute && at < noon + 20 * minute);
    expect((await silenceAt(noon + 141 * minute, brief, within)).verdict).toBe('bad');
  });

  test('is not expected of what was silent for the day before', async () => {
    const tick = noon + 28 * hour;
    expect(await seriesOf(rule(within), tick, trafficReadings(every(1, until(noon)), tick))).toEqual([]);
  });

  test('over everything there is always somebody to miss', async () => {
    expect((await silenceAt(noon + 28 * hour, every(1, until(noon)), { ...within, by: [] })).verdict).toBe('bad');
    expect((await silenceAt(noon, () => ({}), { ...within, by: [], exclude: ['2026-11-20'] })).verdict).toBe('unknown');
  });
});

describe('an absence says', () => {
  const evidence = {
    value: 0,
    sample: 0,
    failures: 0,
    window: { from: noon, to: noon + 125 * minute },
    codes: [],
    hit: [],
  };

  test.each<[object, Record<string, number>, string, string]>([
    [
      {},
      { expected: 14.2 },
      'threshold 6.9 expected and none counted',
      'nothing for 2 h 5 min, in which 14.2 were expected',
    ],
    [
      { lambda: 10 },
      { expected: 14, longer: 1 },
      'threshold 10 expected and none counted',
      'nothing for more than 2 h 5 min, in which 14 were expected',
    ],
    [{ within: '2h' }, {}, 'threshold 2 h without any', 'nothing for 2 h 5 min'],
  ])('%j %j', (settings, figures, threshold, fact) => {
    expect(wordsOf(rule(settings), 'critical', { ...evidence, figures })).toEqual({
      unit: 'count',
      threshold,
      facts: [fact],
    });
  });
});

describe('the settings of an absence', () => {
  test.each([
    ['both ways at once', { lambda: 5, within: '2h' }],
    ['a time of more than a day', { within: '25h' }],
    ['no expectation', { lambda: 0 }],
    ['whole hours of a time', { within: '2h', partial: false }],
  ])('refuse %s', (_, settings) => {
    expect(() => rule(settings)).toThrow();
  });

  test.each([[{}], [{ lambda: 5 }], [{ within: '2h' }], [{ partial: false }]])(
    'mean the same when they are parsed again: %j',
    (settings) => {
      const parsed = rule(settings);
      expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    },
  );
});
