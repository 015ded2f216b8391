import { describe, expect, test } from 'vitest';
import { instantOf } from '../../functions/core/calendar.ts';
import type { Actor } from '../../functions/core/handling.ts';
import { type MaintenanceWindow, openWindows } from '../../functions/core/maintenance.ts';
import type { Matcher } from '../../functions/core/matcher.ts';
import { type MuteSubject, mutesOf, prepareQuiet, type QuietInput } from '../../functions/core/muting.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { hour } from '../../functions/core/time.ts';

const zone = 'America/New_York';
const now = instantOf(zone, '2026-11-01T01:30') ?? 0;
const ada: Actor = { name: 'ada', via: 'link' };
const twilio: Matcher[] = [{ label: 'provider', op: '=', value: 'twilio' }];
const nights = { times: [{ from: '22:00', to: '06:00' }] };
const window = (changes: Partial<MaintenanceWindow>): MaintenanceWindow => ({ name: 'w', match: [], ...changes });
const open = (changes: Partial<MaintenanceWindow>, at = now) =>
  openWindows([window(changes)], { nights, weekends: { weekdays: ['saturday:sunday'] } }, at, zone).length === 1;
const local = (text: string, of = zone) => instantOf(of, text) ?? Number.NaN;

describe('a maintenance window', () => {
  test.each([
    ['4.6: 22:00–06:00 New York is open at the first 01:30 of 2026-11-01', { during: 'nights' }, now, true],
    ['4.6: 22:00–06:00 New York is open at the second 01:30 of 2026-11-01', { during: 'nights' }, now + hour, true],
    ['4.6: 22:00–06:00 New York is closed at 06:00', { during: 'nights' }, local('2026-11-01T06:00'), false],
    ['any of several intervals opens it', { during: ['nights', 'weekends'] }, local('2026-11-01T12:00'), true],
    ['none of several intervals opens it', { during: ['nights', 'weekends'] }, local('2026-11-02T12:00'), false],
    ['an interval of its own opens it', { during: nights }, now, true],
    ['an interval that is not there opens nothing', { during: 'days' }, now, false],
    ['4.6: once, it opens at its start', { from: '2026-11-01T01:30', to: '2026-11-01T03:00' }, now, true],
    ['4.6: once, it is closed before', { from: '2026-11-01T01:30', to: '2026-11-01T03:00' }, now - 1, false],
    ['4.6: once, it is closed from its end on', { from: '2026-10-31T22:00', to: '2026-11-01T01:30' }, now, false],
    ['once, by UTC', { from: '2026-11-01T05:30Z', to: '2026-11-01T05:31Z' }, now, true],
    [
      'once, by the clocks of a zone of its own',
      { from: '2026-11-01T06:30', to: '2026-11-01T07:00', zone: 'Europe/Berlin' },
      now,
      true,
    ],
    ['it comes again only within its span', { during: 'nights', to: '2026-11-01T01:00' }, now, false],
    ['it comes again within its span', { during: 'nights', from: '2026-11-01T01:00' }, now, true],
  ] satisfies [string, Partial<MaintenanceWindow>, number, boolean][])('%s', (_, changes, at, expected) => {
    expect(open(changes, at)).toBe(expected);
  });
});

const silence: Silence = {
  tenant: 'main',
  id: 's-1',
  rev: 1,
  matchers: twilio,
  startsAt: now - hour,
  endsAt: now + hour,
  by: ada,
  comment: '',
  createdAt: now - hour,
};
const nothing: QuietInput = { silences: [], maintenance: [], intervals: {}, inhibit: [], sources: [], zone, now };
const subject: MuteSubject = { labels: { provider: 'twilio', rule: 'delivery', severity: 'high' } };
const mutes = (input: Partial<QuietInput>, of = subject) => mutesOf(of, prepareQuiet({ ...nothing, ...input }));

describe('what mutes an alert', () => {
  const inhibit = [{ source: [{ label: 'severity', op: '=' as const, value: 'critical' }], target: twilio, equal: [] }];
  const sources = [{ id: 'abc', labels: { severity: 'critical' } }];
  const maintenance = [window({ name: 'carrier work', match: twilio, during: 'nights' })];
  const snoozed = { ...subject, snoozed: { by: ada, at: now - hour, until: now + 1 } };

  test('is told with why and by what, all of it', () => {
    expect(mutes({ silences: [silence], maintenance, intervals: { nights }, inhibit, sources }, snoozed)).toEqual([
      { because: 'silence', by: 's-1' },
      { because: 'inhibition', by: 'abc' },
      { because: 'maintenance', by: 'carrier work' },
      { because: 'snooze', by: 'ada' },
    ]);
  });

  test.each([
    ['nothing', {}, subject],
    [
      'a silence of something else',
      { silences: [{ ...silence, matchers: [{ label: 'rule', op: '=', value: 'x' }] }] },
      subject,
    ],
    ['a silence that is over', { silences: [{ ...silence, endsAt: now }] }, subject],
    ['a silence that has not begun', { silences: [{ ...silence, startsAt: now + 1 }] }, subject],
    ['a source that does not fire', { inhibit }, subject],
    ['a window for something else', { maintenance, intervals: { nights } }, { labels: { provider: 'telnyx' } }],
    ['a window that is closed', { maintenance, intervals: { nights }, now: now + 6 * hour }, subject],
    ['a snooze that is over', { now: now + 1 }, snoozed],
  ] satisfies [string, Partial<QuietInput>, MuteSubject][])('is not %s', (_, input, of) => {
    expect(mutes(input, of)).toEqual([]);
  });
});
