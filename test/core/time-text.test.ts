import { expect, test } from 'vitest';
import { parseTime } from '../../functions/core/time-text.ts';

test.each([
  ['2026-11-21T19:00:30Z', '2026-11-21T19:00:30.000Z'],
  ['2026-11-21T14:00-05:00', '2026-11-21T19:00:00.000Z'],
  ['2026-11-21', '2026-11-21T05:00:00.000Z'],
  ['2026-11-21T14:00', '2026-11-21T19:00:00.000Z'],
  ['2024-02-29', '2024-02-29T05:00:00.000Z'],
])('%s is %s for whoever lives in New York', (text, expected) => {
  expect(new Date(parseTime(text, 'America/New_York') ?? Number.NaN).toISOString()).toBe(expected);
});

test.each([
  'tomorrow',
  '2026-13-01',
  '2026-00-10',
  '2026-02-29',
  '2026-11-21T24:00',
  '2026-11-21T10:60Z',
  '2026-11-21T10:00:99Z',
  '2026-11-21T10:00+99:99',
  '0001-01-01',
])('%s names no time', (text) => {
  expect(parseTime(text, 'America/New_York')).toBeUndefined();
});
