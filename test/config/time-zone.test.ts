import { expect, test } from 'vitest';
import { timeZone } from '../../functions/config/time-zone.ts';
import { wallClock } from '../../functions/core/calendar.ts';
import { minute } from '../../functions/core/time.ts';

test('a zone has any of its names, and all of them are understood by the calendar', () => {
  const listed = Intl.supportedValuesOf('timeZone');
  expect(listed.length).toBeGreaterThan(400);
  expect(listed.filter((name) => !timeZone.safeParse(name).success)).toEqual([]);
  const summer = Date.parse('2026-07-01T12:00Z');
  const offsets = ['Asia/Kolkata', 'Europe/Kyiv', 'US/Eastern', 'UTC'].map(
    (name) => (wallClock(timeZone.parse(name), summer) - summer) / minute,
  );
  expect(offsets).toEqual([330, 180, -240, 0]);
});

test.each(['New York', 'EST', '+05:30', 'america/new_york', 'Mars/Base', ''])('"%s" is none', (name) => {
  expect(timeZone.safeParse(name).success).toBe(false);
});
