import { describe, expect, test } from 'vitest';
import { hour, minute } from '../../functions/core/time.ts';
import { judge } from '../../functions/rules/index.ts';
import { changeRule, found, isNow, noon, tick } from '../support/changes.ts';
import { lookAt, seriesOf } from '../support/readings.ts';
import { sent, type Traffic, trafficReadings } from '../support/traffic.ts';

const nothing: ReturnType<Traffic> = {};

describe('a share against yesterday', () => {
  const failing =
    (now: number, before: number, started = 20): Traffic =>
    (dimension, at) => ({ [dimension === 'total' ? 'all' : 'telnyx']: sent(started, isNow(at) ? now : before) });

  test('is bad when it has more than doubled, and shows by how much, and of what', async () => {
    const readings = trafficReadings(failing(3, 1), tick);
    expect(await seriesOf(changeRule(), tick, readings)).toEqual([
      {
        labels: { provider: 'telnyx' },
        verdicts: { high: 'bad' },
        evidence: {
          value: expect.closeTo(3),
          sample: 1200,
          failures: 180,
          window: { from: noon - hour, to: noon },
          codes: [],
          hit: [],
          figures: { now: 0.15, before: 0.05 },
        },
      },
    ]);
  });

  test.each<[string, object, Traffic, string]>([
    ['doubled exactly is good', {}, failing(2, 1), 'good'],
    ['too few cases are unknown', { window: '1m', minSamples: 21 }, failing(9, 1), 'unknown'],
    ['fewer failures than it takes are unknown', { window: '1m', minFailures: 10 }, failing(9, 1), 'unknown'],
    ['what may be chance is unknown', { window: '1m', minFailures: 1 }, failing(3, 1), 'unknown'],
    ['a fall is no rise', {}, failing(0, 3), 'good'],
    ['a fall by more than half is bad where falls are', { when: { high: { fall: '50%' } } }, failing(1, 3), 'bad'],
  ])('%s', async (_, settings, traffic, expected) => {
    expect(await found(settings, traffic)).toEqual({ telnyx: expected });
  });

  test('is unknown without a yesterday', async () => {
    const traffic: Traffic = (dimension, at) => (isNow(at) ? failing(9, 9)(dimension, at) : {});
    expect(await found({}, traffic)).toEqual({ telnyx: 'unknown' });
  });

  test('takes of yesterday’s hours what lies in the window', async () => {
    const half = changeRule({ window: '30m', settle: '20m' });
    const readings = trafficReadings(failing(3, 1), tick);
    const [series] = await seriesOf(half, tick, readings);
    expect(series?.evidence).toMatchObject({
      value: expect.closeTo(3),
      window: { from: noon - 45 * minute, to: noon - 15 * minute },
    });
    expect(series?.verdicts.high).toBe('bad');
  });
});

describe('the share of an error code', () => {
  const codes = { by: ['provider', 'errorCode'], minFailures: 10 };
  const failed = (count: number) => ({ 'o.started': count, 'o.undelivered': count });

  function traffic(byCode: (at: number) => Record<string, number>): Traffic {
    return (dimension, at) => {
      if (dimension !== 'errorCode') return { [dimension === 'total' ? 'all' : 'telnyx']: sent(100, 2) };
      const entries = Object.entries(byCode(at)).filter(([, count]) => count > 0);
      return Object.fromEntries(entries.map(([code, count]) => [`telnyx|${code}`, failed(count)]));
    };
  }

  test('is of all messages of its provider', async () => {
    const doubled = traffic((at) => ({ 30034: isNow(at) ? 3 : 1, 40008: 1 }));
    expect(await found(codes, doubled)).toEqual({ 'telnyx 30034': 'bad', 'telnyx 40008': 'good' });
  });

  test('that was never seen before is infinitely more: bad if there are enough and it is no chance', async () => {
    const isLast = (minutes: number) => (at: number) => at >= noon - minutes * minute;
    const fresh = (count: number) => traffic((at) => ({ 40010: isLast(count)(at) && isNow(at) ? 1 : 0, 40008: 1 }));
    expect(await found(codes, fresh(10))).toMatchObject({ 'telnyx 40010': 'bad' });
    expect(await found(codes, fresh(9))).toMatchObject({ 'telnyx 40010': 'unknown' });
    const series = await seriesOf(changeRule(codes), tick, trafficReadings(fresh(10), tick));
    expect(series.find(({ labels }) => labels.errorCode === '40010')?.evidence).toMatchObject({
      value: expect.closeTo(10),
      sample: 6000,
      failures: 10,
      figures: { before: 0 },
      codes: [{ value: '40010', count: 10 }],
    });
  });

  test('that is gone is good, so that its alert ends', async () => {
    const gone = traffic((at) => ({ 30034: isNow(at) ? 0 : 1 }));
    expect(await found(codes, gone)).toEqual({ 'telnyx 30034': 'good' });
    const readings = trafficReadings(
      traffic(() => ({})),
      tick,
    );
    const { absent } = await judge(changeRule(codes), lookAt(tick, readings));
    expect(absent?.({ provider: 'telnyx', errorCode: '30034' })?.verdicts).toEqual({ high: 'good' });
  });
});

describe('a carrier against the rest', () => {
  const byCarrier = { by: ['provider', 'carrier'], against: 'rest', window: '10m' };
  const carriers =
    (failures: Record<string, number>, started = 20): Traffic =>
    (dimension) =>
      dimension === 'carrier'
        ? Object.fromEntries(Object.entries(failures).map(([value, failed]) => [value, sent(started, failed)]))
        : {};

  test('4.11: 30/200 and 40/2000 are far apart, 12/400 and 200/10000 may be chance', async () => {
    const vector = (own: [number, number], rest: [number, number]): Traffic => {
      return (dimension, at) => {
        if (dimension !== 'carrier' || at !== noon - minute) return nothing;
        return { 'telnyx|AT&T': sent(own[1], own[0]), 'telnyx|Verizon': sent(rest[1], rest[0]) };
      };
    };
    const settings = { ...byCarrier, when: { high: { rise: '40%' } } };
    expect(await found(settings, vector([30, 200], [40, 2000]))).toMatchObject({ 'telnyx AT&T': 'bad' });
    expect(await found(settings, vector([60, 400], [200, 10_000]))).toMatchObject({ 'telnyx AT&T': 'bad' });
    expect(await found(settings, vector([12, 400], [200, 10_000]))).toMatchObject({ 'telnyx AT&T': 'unknown' });
    const three = { ...settings, minFailures: 3 };
    expect(await found(three, vector([3, 20], [40, 2000]))).toMatchObject({ 'telnyx AT&T': 'bad' });
    expect(await found(settings, vector([3, 20], [40, 2000]))).toMatchObject({ 'telnyx AT&T': 'unknown' });
  });

  test('is compared with the other carriers of its provider, whatever the rule is limited to', async () => {
    const settings = { ...byCarrier, where: { carrier: ['AT&T'] } };
    const read = trafficReadings(
      carriers({ 'telnyx|AT&T': 6, 'telnyx|Verizon': 1, 'telnyx|Rogers': 2, 'meta|none': 20 }),
      tick,
    );
    const series = await seriesOf(changeRule(settings), tick, read);
    expect(series).toMatchObject([
      { labels: { carrier: 'AT&T' }, verdicts: { high: 'bad' }, evidence: { figures: { now: 0.3, before: 0.075 } } },
    ]);
  });

  test('alone has no rest', async () => {
    expect(await found(byCarrier, carriers({ 'telnyx|AT&T': 20, 'meta|none': 0 }))).toEqual({
      'telnyx AT&T': 'unknown',
      'meta none': 'unknown',
    });
  });

  test('must be further apart the more carriers there are', async () => {
    const some = (count: number) => {
      const others = Array.from({ length: count }, (_, index) => [`telnyx|c${index}`, 1]);
      return carriers({ 'telnyx|AT&T': 2, ...Object.fromEntries(others) });
    };
    const settings = { ...byCarrier, window: '10m', when: { high: { rise: '50%' } } };
    expect((await found(settings, some(3)))['telnyx AT&T']).toBe('bad');
    expect((await found(settings, some(40)))['telnyx AT&T']).toBe('unknown');
  });

  test('where scopes have no provider, the rest are all others', async () => {
    const campaigns: Traffic = (dimension) =>
      dimension === 'campaign' ? { otp: sent(20, 6), spring: sent(20, 1) } : nothing;
    expect(await found({ by: ['campaign'], against: 'rest' }, campaigns)).toEqual({ otp: 'bad', spring: 'good' });
  });
});
