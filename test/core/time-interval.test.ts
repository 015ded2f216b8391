import { describe, expect, test } from 'vitest';
import { instantOf } from '../../functions/core/calendar.ts';
import { isWithin, parseRange, type ScaleName, type TimeInterval } from '../../functions/core/time-interval.ts';

const newYork = 'America/New_York';
const night: TimeInterval = { times: [{ from: '22:00', to: '06:00' }], zone: newYork };
const evening: TimeInterval = { times: [{ from: '17:00', to: '24:00' }] };
const office: TimeInterval = { weekdays: ['monday:friday'], times: [{ from: '09:00', to: '17:00' }] };
const weekendNights: TimeInterval = { weekdays: ['saturday'], times: [{ from: '22:00', to: '06:00' }] };
const yearEnd: TimeInterval = { months: ['november:february'] };
const at = (text: string, zone = 'UTC') => instantOf(zone, text) ?? Number.NaN;

describe('a time is inside an interval, or not', () => {
  test.each([
    ['4.6: 22:00–06:00 New York, 2026-10-31 21:59', night, '2026-11-01T01:59Z', false],
    ['4.6: 22:00–06:00 New York, 2026-10-31 22:00', night, '2026-11-01T02:00Z', true],
    ['4.6: 22:00–06:00 New York, 2026-11-01 01:30 for the first time', night, '2026-11-01T05:30Z', true],
    ['4.6: 22:00–06:00 New York, 2026-11-01 01:30 for the second time', night, '2026-11-01T06:30Z', true],
    ['4.6: 22:00–06:00 New York, 2026-11-01 05:59', night, '2026-11-01T10:59Z', true],
    ['4.6: 22:00–06:00 New York, 2026-11-01 06:00, after nine hours', night, '2026-11-01T11:00Z', false],
    ['4.6: 22:00–06:00 New York, 2026-03-07 22:00', night, '2026-03-08T03:00Z', true],
    ['4.6: 22:00–06:00 New York, 2026-03-08 03:00, just after 01:59', night, '2026-03-08T07:00Z', true],
    ['4.6: 22:00–06:00 New York, 2026-03-08 05:59', night, '2026-03-08T09:59Z', true],
    ['4.6: 22:00–06:00 New York, 2026-03-08 06:00, after seven hours', night, '2026-03-08T10:00Z', false],
    ['4.6: 17:00–24:00 contains 17:00', evening, '2026-11-20T17:00Z', true],
    ['4.6: 17:00–24:00 contains 23:59:59', evening, '2026-11-20T23:59:59Z', true],
    ['4.6: 17:00–24:00 does not contain 24:00', evening, '2026-11-21T00:00Z', false],
    ['4.6: 17:00–24:00 does not contain 16:59:59', evening, '2026-11-20T16:59:59Z', false],
    ['4.6: the start is inside, on a Monday', office, '2026-11-16T09:00Z', true],
    ['4.6: the end is outside', office, '2026-11-16T17:00Z', false],
    ['4.6: a range of days includes its last day', office, '2026-11-20T16:59Z', true],
    ['4.6: a range of days ends with its last day', office, '2026-11-21T12:00Z', false],
    ['a night belongs to the day on which it begins: Saturday 23:00', weekendNights, '2026-11-21T23:00Z', true],
    ['a night belongs to the day on which it begins: Sunday 05:59', weekendNights, '2026-11-22T05:59Z', true],
    ['a night belongs to the day on which it begins: Saturday 05:59', weekendNights, '2026-11-21T05:59Z', false],
    ['a night belongs to the day on which it begins: Sunday 23:00', weekendNights, '2026-11-22T23:00Z', false],
    ['a range of weekdays may go over Sunday', { weekdays: ['friday:monday'] }, '2026-11-22T12:00Z', true],
    [
      'a range of weekdays over Sunday leaves the others out',
      { weekdays: ['friday:monday'] },
      '2026-11-24T12:00Z',
      false,
    ],
    ['a range of months may go over the year: November', yearEnd, '2026-11-01T00:00Z', true],
    ['a range of months may go over the year: October', yearEnd, '2026-10-31T23:59Z', false],
    ['a range of months may go over the year: December', yearEnd, '2026-12-31T23:59Z', true],
    ['a range of months may go over the year: February', yearEnd, '2027-02-28T12:00Z', true],
    ['a range of months may go over the year: March', yearEnd, '2027-03-01T00:00Z', false],
    ['months have numbers too', { months: ['11'] }, '2026-11-01T00:00Z', true],
    ['4.6: a range of months includes both ends', { months: ['March:may'] }, '2026-05-31T23:59Z', true],
    ['4.6: the last day of a month is -1: the 30th of November', { daysOfMonth: ['-1'] }, '2026-11-30T12:00Z', true],
    ['4.6: the last day of a month is -1: the 29th of November', { daysOfMonth: ['-1'] }, '2026-11-29T12:00Z', false],
    ['4.6: the last three days of a leap February: the 27th', { daysOfMonth: ['-3:-1'] }, '2028-02-27T12:00Z', true],
    ['4.6: the last three days of a leap February: the 26th', { daysOfMonth: ['-3:-1'] }, '2028-02-26T12:00Z', false],
    ['4.6: from the 1st to the last', { daysOfMonth: ['1:-1'] }, '2026-11-30T12:00Z', true],
    ['4.6: the 29th to the 31st does not reach into March', { daysOfMonth: ['29:31'] }, '2026-03-01T12:00Z', false],
    [
      '4.6: from the 20th to the 15th from behind is nothing in February',
      { daysOfMonth: ['20:-15'] },
      '2026-02-25T12:00Z',
      false,
    ],
    ['4.6: a range of years includes both ends', { years: ['2025:2026'] }, '2026-12-31T23:59Z', true],
    ['4.6: a year is over at its end', { years: ['2025:2026'] }, '2027-01-01T00:00Z', false],
    ['one of several ranges is enough', { weekdays: ['monday', 'sunday'] }, '2026-11-22T12:00Z', true],
    ['all that is said has to hold', { ...office, months: ['december'] }, '2026-11-16T12:00Z', false],
    ['an interval that says nothing is always', {}, '2026-11-16T12:00Z', true],
  ] satisfies [string, TimeInterval, string, boolean][])('%s', (_, interval, time, expected) => {
    expect(isWithin(interval, at(time), 'UTC')).toBe(expected);
  });

  test('4.6: by the clock of who asks, unless the interval has one of its own', () => {
    const tokyo = at('2026-11-16T09:00', 'Asia/Tokyo');
    expect(isWithin(office, tokyo, 'Asia/Tokyo')).toBe(true);
    expect(isWithin(office, tokyo, 'UTC')).toBe(false);
    expect(isWithin({ ...office, zone: 'Asia/Tokyo' }, tokyo, 'UTC')).toBe(true);
  });
});

describe('a range', () => {
  test.each([
    ['weekdays', 'monday', { from: 0, to: 0 }],
    ['weekdays', 'Monday:sunday', { from: 0, to: 6 }],
    ['weekdays', 'mon', undefined],
    ['daysOfMonth', '-31:31', undefined],
    ['daysOfMonth', '31', { from: 31, to: 31 }],
    ['daysOfMonth', '-31', { from: -31, to: -31 }],
    ['months', '1:12', { from: 1, to: 12 }],
    ['years', '1970:9999', { from: 1970, to: 9999 }],
    ['weekdays', 'monday:', undefined],
    ['weekdays', 'monday:tuesday:friday', undefined],
    ['weekdays', '', undefined],
    ['daysOfMonth', '1:5', { from: 1, to: 5 }],
    ['daysOfMonth', '-3:-1', { from: -3, to: -1 }],
    ['daysOfMonth', '1:-1', { from: 1, to: -1 }],
    ['daysOfMonth', '5:1', undefined],
    ['daysOfMonth', '-1:-3', undefined],
    ['daysOfMonth', '-3:5', undefined],
    ['daysOfMonth', '0', undefined],
    ['daysOfMonth', '32', undefined],
    ['months', 'january:march', { from: 1, to: 3 }],
    ['months', '11:2', { from: 11, to: 2 }],
    ['months', '13', undefined],
    ['months', ':', undefined],
    ['years', '2026:2027', { from: 2026, to: 2027 }],
    ['years', '2027:2026', undefined],
    ['years', '26', undefined],
  ] satisfies [ScaleName, string, object | undefined][])('of %s: %s is %j', (scale, text, range) => {
    expect(parseRange(scale, text)).toEqual(range);
  });
});
