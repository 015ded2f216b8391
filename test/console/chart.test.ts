import { describe, expect, test } from 'vitest';
import { type Chart, chartFigure, chartWords } from '../../console/chart.ts';
import { graphChart } from '../../console/graph-chart.ts';
import { firingPeriods } from '../../console/pages/backtest-panel.ts';

const chart: Chart = {
  id: 'chart-delivery',
  title: 'Delivered',
  zone: 'UTC',
  times: [0, 60_000, 120_000],
  lines: [{ words: 'rate', values: [0.97, null, 0.61], tone: 'accent' }],
  valueText: (value) => `${Math.round(value * 100)} %`,
  timeText: (at) => `minute ${at / 60_000}`,
};

describe('a chart', () => {
  test('says what is seen to whoever cannot see it', () => {
    expect(chartWords(chart)).toBe('Delivered. rate: 61 % at the end, between 61 % and 97 %.');
  });

  test('says its limits, and that something fired', () => {
    const words = chartWords({
      ...chart,
      thresholds: [{ value: 0.9, words: 'critical below 90 %' }],
      shaded: [{ from: 0, to: 1 }],
    });
    expect(words).toContain('critical below 90 %; fired once');
  });

  test('says that there is nothing', () => {
    expect(chartWords({ ...chart, lines: [{ words: 'rate', values: [null], tone: 'accent' }] })).toBe(
      'Delivered. rate: no data.',
    );
  });

  test('has every number as a table, a gap as a dash', () => {
    const { markup } = chartFigure(chart);
    expect(markup).toContain('<th scope="row">minute 0</th><td>97 %</td>');
    expect(markup).toContain('<th scope="row">minute 1</th><td>–</td>');
  });

  test('of an alert shades until now what has not ended', () => {
    const span = { from: '2026-11-21T12:00:00.000Z', to: '2026-11-21T13:00:00.000Z' };
    const firing = [{ from: '2026-11-21T12:40:00.000Z', severity: 'critical' as const }];
    const { shaded, thresholds, valueText } = graphChart(
      { unit: 'share', points: [], thresholds: [{ severity: 'critical', below: 0.9 }], firing, span, notes: [] },
      { zone: 'UTC' },
    );
    expect(shaded).toEqual([{ from: Date.parse('2026-11-21T12:40:00Z'), to: Date.parse('2026-11-21T13:00:00Z') }]);
    expect(thresholds).toEqual([{ value: 0.9, words: 'critical below 90 %' }]);
    expect(valueText(0.61)).toBe('61 %');
  });
});

describe('a backtest fired', () => {
  const at = (minute: number) => new Date(minute * 60_000).toISOString();
  const change = (minute: number, carrier: string, state: 'firing' | 'inactive' | 'pending') => ({
    at: at(minute),
    labels: { carrier },
    state,
  });

  test('from each rise to the fall of the same alert, and to the end if there is none', () => {
    const transitions = [
      change(1, 'A', 'pending'),
      change(2, 'A', 'firing'),
      change(3, 'B', 'firing'),
      change(4, 'A', 'firing'),
      change(5, 'A', 'inactive'),
    ];
    expect(firingPeriods(transitions, 600_000)).toEqual([
      { from: 120_000, to: 300_000 },
      { from: 180_000, to: 600_000 },
    ]);
  });
});
