import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { judge, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { fixedReadings, lookAt, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'failures',
    kind: 'count',
    of: 'failures',
    by: ['provider'],
    when: { critical: { above: 40 }, high: { above: 20 } },
    summary: '{value} messages failed',
    ...settings,
  });
}

const failed = (count: number) => ({ 't.failed': count, 'o.started': 100, 'o.failed': count });

type Values = Record<string, Record<string, number>>;

/** Readings in which `values` were counted by what the rule groups by, `heard` providers are heard of, and the last day was `usual`. */
function counted(dimension: string, values: Values, heard: string[] = ['telnyx'], usual: Values = {}) {
  const alive: Values = Object.fromEntries(heard.map((provider) => [provider, { 't.sent': 1 }]));
  return fixedReadings((asked) => (asked === dimension ? values : asked === 'provider' ? alive : {}), usual);
}

describe('a count rule', () => {
  test('judges what started in the settled window, of each group', async () => {
    const { read, asked } = fixedReadings({ telnyx: failed(41), twilio: failed(21), meta: failed(20) });
    const series = await seriesOf(rule(), tick, read);
    expect(asked[0]).toEqual({ dimension: 'provider', from: tick - 20 * minute, to: tick - 5 * minute });
    expect(series.map(({ labels, verdicts }) => [labels.provider, verdicts.critical, verdicts.high])).toEqual([
      ['telnyx', 'bad', 'bad'],
      ['twilio', 'good', 'bad'],
      ['meta', 'good', 'good'],
    ]);
  });

  test('of one error code is bad from the first failure on, and names the code as the reason', async () => {
    const { read } = counted('errorCode', {
      'telnyx|40010': { 'o.failed': 1 },
      'twilio|30034': { 'o.undelivered': 1 },
      'twilio|30003': { 'o.undelivered': 90 },
    });
    const settings = {
      by: ['provider', 'errorCode'],
      where: { errorCode: ['30034', '40010'] },
      when: { critical: { above: 0 } },
    };
    const series = await seriesOf(rule(settings), tick, read);
    expect(series.map(({ labels, verdicts, evidence }) => [labels, verdicts, evidence.codes])).toEqual([
      [{ provider: 'telnyx', errorCode: '40010' }, { critical: 'bad' }, [{ value: '40010', count: 1 }]],
      [{ provider: 'twilio', errorCode: '30034' }, { critical: 'bad' }, [{ value: '30034', count: 1 }]],
    ]);
  });

  test('shows the value, why messages failed, who is hit and what it cost', async () => {
    const why = { 'x.code.40001': 30, 'x.code.40002': 11, 'x.campaign.otp': 41, 'o.failedCostMicros': 360_000 };
    const { read } = counted('carrier', { 'telnyx|AT&T': { ...failed(41), ...why } });
    const [series] = await seriesOf(rule({ by: ['provider', 'carrier'] }), tick, read);
    expect(series?.evidence).toEqual({
      value: 41,
      sample: 41,
      failures: 41,
      window: { from: tick - 20 * minute, to: tick - 5 * minute },
      codes: [
        { value: '40001', count: 30 },
        { value: '40002', count: 11 },
      ],
      hit: [{ value: 'otp', count: 41, dimension: 'campaign' }],
      failedCostMicros: 360_000,
    });
  });

  test('of what is no failure gives no reasons', async () => {
    const { read } = counted('campaign', { otp: { 'o.consent.opted-out': 50, 'x.code.1': 3 } });
    const [series] = await seriesOf(rule({ of: 'optOuts', by: ['campaign'] }), tick, read);
    expect(series?.evidence).toMatchObject({ value: 50, sample: 50, failures: 0, codes: [], hit: [] });
  });

  test('that looks for too few judges the label sets of the last day, which may have none now', async () => {
    const settings = { of: 'started', by: ['campaign'], when: { high: { below: 5 } } };
    const usual = { otp: { 'o.started': 900 }, spring: { 'o.started': 500 } };
    const read = counted('campaign', { otp: { 'o.started': 9 } }, ['telnyx'], usual);
    const judgement = await judge(rule(settings), lookAt(tick, read.read));
    expect(judgement.series.map(({ labels, verdicts }) => [labels.campaign, verdicts.high])).toEqual([
      ['otp', 'good'],
      ['spring', 'bad'],
    ]);
    expect(judgement.absent?.({ campaign: 'autumn' })).toBeUndefined();
    const longest = read.asked.find(({ from, to }) => to - from > 60 * minute);
    expect(longest).toEqual({
      dimension: 'campaign',
      from: Date.UTC(2025, 5, 1, 14),
      to: Date.UTC(2025, 5, 2, 14),
    });
  });

  test('over everything finds one series, also if nothing was counted', async () => {
    const series = await seriesOf(rule({ by: [] }), tick, counted('total', {}).read);
    expect(series.map(({ labels, verdicts }) => [labels, verdicts])).toEqual([
      [{}, { critical: 'good', high: 'good' }],
    ]);
  });

  test('says in plain words what was counted, and nothing where nothing is known', async () => {
    const [series] = await seriesOf(rule(), tick, fixedReadings({ telnyx: failed(41) }).read);
    const evidence = series?.evidence ?? { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
    expect(wordsOf(rule(), 'critical', evidence)).toEqual({
      unit: 'count',
      threshold: 'threshold 40',
      facts: ['41 messages failed in 15 min'],
    });
    const { value: _, ...unknown } = evidence;
    expect(wordsOf(rule(), 'low', unknown)).toEqual({ unit: 'count', threshold: undefined, facts: [] });
  });
});

describe('the settings of a count rule', () => {
  test.each([
    ['a threshold that is text', { when: { high: { above: '40' } } }, /write \{ below: 40, for: '5m' \} or/],
    ['a threshold below nothing', { when: { high: { above: -1 } } }, /./],
    ['an amount of money', { of: 'cost' }, /name an amount: started/],
    ['levels in the wrong order', { when: { critical: { above: 5 }, high: { above: 9 } } }, /a worse severity/],
    ['a reminder within the cooldown', { repeatInterval: '30m' }, /must not be shorter than cooldown/],
  ])('refuse %s', (_, settings, message) => {
    expect(() => rule(settings)).toThrow(message);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ window: '1h' });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
