import { localStamps } from '../functions/core/calendar.ts';
import { dollarText } from '../functions/core/money.ts';
import { countText } from '../functions/core/number-text.ts';
import { valueText } from '../functions/core/unit.ts';
import type { Series } from './answers.ts';
import type { Chart, Line, Tone } from './chart.ts';
import type { Screen } from './screen.ts';

type Planned = {
  id: string;
  title: string;
  lines: readonly (readonly [measure: string, words: string, tone: Tone, isArea?: boolean])[];
  valueText(value: number): string;
  most?: number;
};

const planned: readonly Planned[] = [
  {
    id: 'chart-volume',
    title: 'Messages',
    lines: [
      ['o.started', 'started', 'quiet', true],
      ['o.delivered', 'delivered', 'good'],
      ['failures', 'failed', 'bad'],
    ],
    valueText: countText,
  },
  {
    id: 'chart-delivery',
    title: 'Delivered of what has ended',
    lines: [['deliveryRate', 'delivery rate', 'accent']],
    valueText: (value) => valueText(value, 'share'),
    most: 1,
  },
  {
    id: 'chart-latency',
    title: 'Time until delivery',
    lines: [
      ['receipt.p50', 'half within', 'quiet'],
      ['receipt.p95', '95 % within', 'accent'],
    ],
    valueText: (value) => valueText(value, 'millis'),
  },
  {
    id: 'chart-cost',
    title: 'Cost',
    lines: [['o.costMicros', 'cost', 'accent', true]],
    valueText: dollarText,
  },
];

/** What the overview's charts need of `/v1/series`. */
export const chartMeasures = planned.flatMap(({ lines }) => lines.map(([measure]) => measure)).join(',');

export function overviewCharts({ points }: Series, { zone }: Pick<Screen, 'zone'>): Chart[] {
  const times = points.map(({ from }) => Date.parse(from));
  return planned.map(({ lines, ...rest }) => ({
    ...rest,
    zone,
    times,
    lines: lines.map(([measure, words, tone, isArea = false]): Line => {
      return { words, tone, isArea, values: points.map(({ values }) => values[measure] ?? null) };
    }),
    timeText: localStamps(zone),
  }));
}
