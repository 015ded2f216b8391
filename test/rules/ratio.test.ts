import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import { fixedReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object) {
  return ruleSettings.parse({
    id: 'delivery',
    kind: 'ratio',
    of: 'delivered',
    over: 'settled',
    by: ['provider', 'carrier'],
    when: { critical: { below: '90%', for: '5m' }, high: { below: '95%' } },
    summary: 'Delivery is {value}',
    ...settings,
  });
}

const outcomes = (delivered: number, undelivered: number, failed = 0) => ({
  'o.started': delivered + undelivered + failed,
  'o.delivered': delivered,
  'o.undelivered': undelivered,
  'o.failed': failed,
});

describe('a ratio rule', () => {
  test('judges the settled window: fifteen minutes that ended five minutes ago', async () => {
    const { read, asked } = fixedReadings({});
    await seriesOf(rule({}), tick, read);
    expect(asked).toEqual([{ dimension: 'carrier', from: tick - 20 * minute, to: tick - 5 * minute }]);
  });

  test('gives every level its own verdict', async () => {
    const { read } = fixedReadings({
      'telnyx|AT&T': outcomes(80, 15, 5),
      'telnyx|Verizon': outcomes(92, 8),
      'telnyx|T-Mobile': outcomes(99, 1),
      'telnyx|Rogers': outcomes(0, 3),
    });
    const series = await seriesOf(rule({}), tick, read);
    expect(Object.fromEntries(series.map(({ labels, verdicts }) => [labels.carrier, verdicts]))).toEqual({
      'AT&T': { critical: 'bad', high: 'bad' },
      Verizon: { critical: 'good', high: 'bad' },
      'T-Mobile': { critical: 'good', high: 'good' },
      Rogers: { critical: 'unknown', high: 'unknown' },
    });
  });

  test('skips the carrier that nobody knows', async () => {
    const { read } = fixedReadings({ 'twilio|unknown': outcomes(0, 100), 'telnyx|AT&T': outcomes(100, 0) });
    const series = await seriesOf(rule({}), tick, read);
    expect(series.map(({ labels }) => labels)).toEqual([{ provider: 'telnyx', carrier: 'AT&T' }]);
  });

  test('shows the commonest codes, who is hit, the cost and what is usual', async () => {
    const codes = { 'x.code.40001': 1, 'x.code.40002': 9, 'x.code.1': 2, 'x.code.2': 3, 'x.code.3': 4, 'x.code.4': 5 };
    const { read, asked } = fixedReadings(
      {
        'telnyx|AT&T': {
          ...outcomes(50, 50),
          ...codes,
          'x.campaign.otp': 6,
          'x.campaign.spring': 40,
          'o.failedCostMicros': 360_000,
        },
      },
      { 'telnyx|AT&T': outcomes(970, 30) },
    );
    const [series] = await seriesOf(rule({}), tick, read);
    expect(series?.evidence).toEqual({
      value: 0.5,
      sample: 100,
      failures: 50,
      usual: 0.97,
      window: { from: tick - 20 * minute, to: tick - 5 * minute },
      codes: [
        { value: '40002', count: 9 },
        { value: '4', count: 5 },
        { value: '3', count: 4 },
        { value: '2', count: 3 },
        { value: '1', count: 2 },
      ],
      hit: [
        { value: 'spring', count: 40, dimension: 'campaign' },
        { value: 'otp', count: 6, dimension: 'campaign' },
      ],
      failedCostMicros: 360_000,
    });
    expect(asked.at(-1)).toEqual({
      dimension: 'carrier',
      from: tick - 20 * minute - 24 * 60 * minute,
      to: tick - 20 * minute,
    });
  });

  test('adds up a carrier over providers, and names no carrier that is unknown', async () => {
    const { read } = fixedReadings({
      otp: {
        ...outcomes(50, 50),
        'x.carrier.telnyx|AT&T': 3,
        'x.carrier.twilio|AT&T': 4,
        'x.carrier.twilio|unknown': 43,
      },
    });
    const [series] = await seriesOf(rule({ by: ['campaign'] }), tick, read);
    expect(series?.evidence.hit).toEqual([{ value: 'AT&T', count: 7, dimension: 'carrier' }]);
  });

  test('leaves out what is usual without enough history, and does not look for it while all is good', async () => {
    const thin = fixedReadings({ 'telnyx|AT&T': outcomes(50, 50) }, { 'telnyx|AT&T': outcomes(19, 0) });
    const [bad] = await seriesOf(rule({}), tick, thin.read);
    expect(bad?.evidence).not.toHaveProperty('usual');
    const good = fixedReadings({ 'telnyx|AT&T': outcomes(100, 0) });
    await seriesOf(rule({}), tick, good.read);
    expect(good.asked).toHaveLength(1);
  });

  test('counts the measured share itself as failures when too much is bad', async () => {
    const { read } = fixedReadings({ telnyx: { 'o.started': 100, 'o.canceled': 30, 'x.code.40001': 9 } });
    const settings = { by: ['provider'], of: 'canceled', over: 'started', when: { high: { above: '20%' } } };
    const [series] = await seriesOf(rule(settings), tick, read);
    expect(series?.verdicts).toEqual({ high: 'bad' });
    expect(series?.evidence).toMatchObject({ value: 0.3, sample: 100, failures: 30, codes: [], hit: [] });
  });

  test('has no value where nothing has settled', async () => {
    const { read } = fixedReadings({ telnyx: { 'o.started': 100 } });
    const [series] = await seriesOf(rule({ by: ['provider'] }), tick, read);
    expect(series?.verdicts).toEqual({ critical: 'unknown', high: 'unknown' });
    expect(series?.evidence).not.toHaveProperty('value');
  });

  test('over everything has no labels', async () => {
    const { read, asked } = fixedReadings({ all: outcomes(100, 0) });
    const series = await seriesOf(rule({ by: [] }), tick, read);
    expect(series.map(({ labels }) => labels)).toEqual([{}]);
    expect(asked[0]?.dimension).toBe('total');
  });

  test('asks for certainty where it says wilson', async () => {
    const { read } = fixedReadings({ telnyx: outcomes(41, 9) });
    const settings = { by: ['provider'], when: { critical: { below: '90%' } } };
    const point = await seriesOf(rule(settings), tick, read);
    const wilson = await seriesOf(rule({ ...settings, bound: 'wilson' }), tick, read);
    expect([point, wilson].map(([series]) => series?.verdicts.critical)).toEqual(['bad', 'unknown']);
  });
});

describe('the settings of a ratio rule', () => {
  test.each([
    ['below and above at once', { when: { high: { below: '90%', above: '5%' } } }],
    ['neither below nor above', { when: { high: { for: '5m' } } }],
    ['levels that look in different directions', { when: { critical: { above: '50%' }, high: { below: '90%' } } }],
    ['a worse level that is nearer', { when: { critical: { below: '95%' }, high: { below: '90%' } } }],
    ['a window of half a minute', { window: '30s' }],
    ['no window', { window: 0 }],
    ['an early look longer than the window', { window: '5m', early: '6m' }],
    ['an early look at what is not about failures', { of: 'read', over: 'delivered', early: '5m' }],
    ['a reminder within the cooldown', { cooldown: '60m', repeatInterval: '30m' }],
    ['a share of more than all', { when: { high: { below: '101%' } } }],
    ['labels that are not counted together', { by: ['carrier', 'country'] }],
  ])('refuse %s', (_, settings) => {
    expect(() => rule(settings)).toThrow();
  });

  test('mean the same when they are parsed again, as the bundled configuration is', () => {
    const parsed = rule({ repeatInterval: '4h' });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
