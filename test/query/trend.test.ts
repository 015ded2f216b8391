import { describe, expect, test } from 'vitest';
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
  test.each(distances)('4.11: %j and %j lie %f deviations apart', (one, other, z) => {
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
