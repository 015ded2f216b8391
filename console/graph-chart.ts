import { localStamps } from '../functions/core/calendar.ts';
import { type Unit, units, valueText } from '../functions/core/unit.ts';
import type { AlertGraph } from './answers.ts';
import type { Chart } from './chart.ts';
import type { Screen } from './screen.ts';

/** An alert's value with its thresholds, and when it fired. */
export function graphChart(
  { unit, points, thresholds, firing, span }: AlertGraph,
  { zone }: Pick<Screen, 'zone'>,
): Chart {
  const known = units.find((one): one is Unit => one === unit);
  const text = (value: number) => (known === undefined ? `${value}` : valueText(value, known));
  return {
    id: 'alert-graph',
    title: 'Value',
    zone,
    times: points.map(({ at }) => Date.parse(at)),
    lines: [{ words: 'value', values: points.map(({ value }) => value), tone: 'accent' }],
    valueText: text,
    thresholds: thresholds.flatMap(({ severity, above, below }) => [
      ...(below === undefined ? [] : [{ value: below, words: `${severity} below ${text(below)}` }]),
      ...(above === undefined ? [] : [{ value: above, words: `${severity} above ${text(above)}` }]),
    ]),
    shaded: firing.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to ?? span.to) })),
    ...(unit === 'share' && { most: 1 }),
    timeText: localStamps(zone),
  };
}
