import { expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { type Group, graphPoints } from '../../functions/count/graph-points.ts';
import { start } from '../support/events.ts';

function carrier(value: string, ...parts: Measures[]): Group {
  const counter = { tenant: 'main', dimension: 'carrier', value, granularity: 'minute', start, measures: {} } as const;
  return { counter, parts: parts.map((measures, index) => ({ sequence: String(index), measures })) };
}

test('graphs get the endings of carriers that were told, and no other outcome', () => {
  const told = carrier('telnyx|US Cellular', { 'o.started': 1 }, { 'o.delivered': 2, 'o.sent': 1 }, { 'o.failed': 1 });
  expect(graphPoints([told, carrier('twilio|unknown', { 'o.delivered': 1 })])).toEqual([
    {
      name: 'CarrierOutcomes',
      value: 2,
      dimensions: { provider: 'telnyx', carrier: 'US Cellular', status: 'delivered' },
    },
    { name: 'CarrierOutcomes', value: 1, dimensions: { provider: 'telnyx', carrier: 'US Cellular', status: 'failed' } },
  ]);
});

test('carriers that are not on our list share one series', () => {
  const points = graphPoints(['telnyx|Movistar', 'telnyx|Orange'].map((value) => carrier(value, { 'o.delivered': 1 })));
  expect(points).toEqual([
    { name: 'CarrierOutcomes', value: 2, dimensions: { provider: 'telnyx', carrier: 'other', status: 'delivered' } },
  ]);
});

test('a corrected ending is added to graphs, and the first one is not taken back', () => {
  const points = graphPoints([
    carrier('telnyx|AT&T', { 'o.undelivered': 1 }, { 'o.undelivered': -1, 'o.delivered': 1 }),
  ]);
  expect(points.map(({ value, dimensions }) => [dimensions.status, value])).toEqual([
    ['undelivered', 1],
    ['delivered', 1],
  ]);
});
