import { describe, expect, test } from 'vitest';
import { slowness } from '../../functions/core/slow.ts';
import { minute } from '../../functions/core/time.ts';
import { countTrend, judged, type Share, sharesZ, shareTrend } from '../../functions/core/trend.ts';

describe('a trend of counts', () => {
  const table: [number, number, string, string | undefined][] = [
    [50, 75, 'decreasing', '-33.3 %'],
    [75, 50, 'increasing', '+50.0 %'],
    [5, 8, 'stable', '-37.5 %'],
    [1021, 1000, 'stable', '+2.1 %'],
    [85_000, 100_000, 'decreasing', '-15.0 %'],
    [6, 0, 'increasing', undefined],
    [5, 0, 'stable', undefined],
    [0, 0, 'stable', '0.0 %'],
    [0, 6, 'decreasing', '-100.0 %'],
    [100_001, 100_000, 'stable', '0.0 %'],
  ];
  test.each(table)('%i after %i is %s, %s', (now, before, label, change) => {
    expect(countTrend(now, before)).toEqual({ label, ...(change && { change }) });
  });
});

describe('a trend of shares', () => {
  const share = (of: number, over: number): Share => ({ of, over });
  const distances: [Share, Share, number][] = [
    [share(30, 200), share(40, 2000), 9.987],
    [share(3, 20), share(40, 2000), 4.008],
    [share(60, 400), share(200, 10_000), 16.33],
    [share(12, 400), share(200, 10_000), 1.388],
  ];
  test.each(distances)('%j and %j lie %f deviations apart', (one, other, z) => {
    expect(sharesZ(one, other)).toBeCloseTo(z, 2);
  });

  test('is stable until it cannot be chance, and without cases', () => {
    expect(shareTrend(share(12, 400), share(200, 10_000))).toEqual({ label: 'stable', change: '+50.0 %' });
    expect(shareTrend(share(60, 400), share(200, 10_000))).toEqual({ label: 'increasing', change: '+650.0 %' });
    expect(shareTrend(share(0, 0), share(200, 10_000))).toEqual({ label: 'stable' });
    expect(shareTrend(share(5, 5), share(7, 7))).toEqual({ label: 'stable', change: '0.0 %' });
  });

  test('is better or worse by what the number is', () => {
    const fewer = countTrend(50, 75);
    expect([judged(fewer, 'less'), judged(fewer, 'more')]).toEqual(['improving', 'worsening']);
    expect(judged(countTrend(5, 8), 'less')).toBe('stable');
  });
});

describe('a slow provider', () => {
  const now = 60 * minute;
  const table: [string, Record<string, number | undefined>, number | undefined, object][] = [
    ['at a share of 0.30', { a: 0.3, b: 0 }, undefined, { kind: 'providers', providers: ['a'] }],
    ['not at 0.20', { a: 0.2, b: 0 }, undefined, { kind: 'none' }],
    ['not if all are slow', { a: 0.5, b: 0.4 }, undefined, { kind: 'everywhere' }],
    ['not if those without messages are all others', { a: 0.5, b: undefined }, undefined, { kind: 'everywhere' }],
    ['not 6 min after a switch', { a: 0.5, b: 0 }, now - 6 * minute, { kind: 'wait', until: now + 4 * minute }],
    ['10 min after a switch', { a: 0.5, b: 0 }, now - 10 * minute, { kind: 'providers', providers: ['a'] }],
  ];
  test.each(table)('is left %s', (_, shares, switchedAt, expected) => {
    expect(slowness(shares, now, switchedAt)).toEqual(expected);
  });
});
