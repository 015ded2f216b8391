import { describe, expect, test } from 'vitest';
import { type DigestSettings, digestDue, digestMembers } from '../../functions/core/digest.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { outage } from '../support/alerts.ts';

const newYork = 'America/New_York';
const at = (time: string) => Date.parse(time);

/** The ticks of the days from one time to another at which a digest is due, looked at once a minute unless said otherwise. */
function dueAt(settings: DigestSettings, zone: string, from: string, to: string, every = minute): string[] {
  const due: string[] = [];
  for (let tick = at(from); tick < at(to); tick += every) {
    if (digestDue(settings, zone, tick - every, tick)) due.push(new Date(tick).toISOString().slice(0, 16));
  }
  return due;
}

describe('a digest is due', () => {
  test.each<[string, DigestSettings, string, string, string, string[]]>([
    [
      'every day at its time, by the clocks of the zone',
      { at: '09:00' },
      newYork,
      '2026-11-20T05:00Z',
      '2026-11-22T05:00Z',
      ['2026-11-20T14:00', '2026-11-21T14:00'],
    ],
    [
      'at the same local time before and after clocks change',
      { at: '09:00' },
      newYork,
      '2026-10-31T04:00Z',
      '2026-11-02T05:00Z',
      ['2026-10-31T13:00', '2026-11-01T14:00'],
    ],
    [
      'once on the day on which its time occurs twice, the first time',
      { at: '01:30' },
      newYork,
      '2026-11-01T04:00Z',
      '2026-11-02T05:00Z',
      ['2026-11-01T05:30'],
    ],
    [
      'once on the day on which its time is skipped, as much later',
      { at: '02:30' },
      newYork,
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
      ['2026-03-08T07:30'],
    ],
    [
      'once a day where the clocks change by half an hour',
      { at: '02:15' },
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      '2026-10-05T00:00Z',
      ['2026-10-03T15:45', '2026-10-04T15:15'],
    ],
    [
      'on its weekdays alone: after Friday comes Monday',
      { at: '09:00', weekdays: ['monday', 'friday'] },
      'UTC',
      '2026-11-20T00:00Z',
      '2026-11-24T00:00Z',
      ['2026-11-20T09:00', '2026-11-23T09:00'],
    ],
    ['at midnight', { at: '00:00' }, 'UTC', '2026-11-20T23:00Z', '2026-11-21T01:00Z', ['2026-11-21T00:00']],
  ])('%s', (_, settings, zone, from, to, expected) => {
    expect(dueAt(settings, zone, from, to)).toEqual(expected);
  });

  test.each<[string, string, string, boolean]>([
    ['at the very tick of its time', '2026-11-21T08:59Z', '2026-11-21T09:00Z', true],
    ['not again at the tick after', '2026-11-21T09:00Z', '2026-11-21T09:01Z', false],
    ['late, if the tick of its time was missed', '2026-11-21T08:50Z', '2026-11-21T13:00Z', true],
    ['once, if three days were missed', '2026-11-18T12:00Z', '2026-11-21T08:00Z', true],
  ])('%s', (_, before, tick, expected) => {
    expect(digestDue({ at: '09:00' }, 'UTC', at(before), at(tick))).toBe(expected);
  });

  test('on its one weekday a week later, not missed if no tick came until the day before', () => {
    const monday = { at: '09:00', weekdays: ['monday'] as const };
    expect(digestDue(monday, 'UTC', at('2026-11-16T08:00Z'), at('2026-11-22T23:00Z'))).toBe(true);
    expect(digestDue(monday, 'UTC', at('2026-11-16T08:00Z'), at('2026-11-23T08:59Z'))).toBe(true);
  });

  test('365 times in a year, whatever the clocks do', () => {
    expect(dueAt({ at: '02:30' }, newYork, '2026-01-01T05:00Z', '2027-01-01T05:00Z', 30 * minute)).toHaveLength(365);
  });
});

describe('a digest tells', () => {
  const since = at('2026-11-20T14:00Z');
  const alert = (id: string, changes: Parameters<typeof outage>[0]) => outage({ id, peak: 'low', ...changes });

  test.each<[string, Parameters<typeof outage>[0], boolean]>([
    ['what fires, however long', { firedAt: since - 9 * day }, true],
    [
      'what fired and resolved since the last one',
      { state: 'inactive', firedAt: since + hour, resolvedAt: since + 2 * hour },
      true,
    ],
    [
      'what was told firing and has resolved since',
      { state: 'inactive', firedAt: since - hour, resolvedAt: since + minute },
      true,
    ],
    [
      'nothing of what had resolved by the last one',
      { state: 'inactive', firedAt: since - hour, resolvedAt: since },
      false,
    ],
    ['nothing of what never fired', { state: 'pending', firedAt: undefined, resolvedAt: undefined }, false],
    [
      'what fired since and waits for a longer hold now',
      { state: 'pending', firedAt: since + hour, resolvedAt: undefined },
      true,
    ],
  ])('%s', (_, changes, expected) => {
    expect(digestMembers([alert('one', changes)], since)).toHaveLength(expected ? 1 : 0);
  });

  test('the worst first, and of two as bad the older', () => {
    const all = [
      alert('low', { firedAt: since + 1 }),
      alert('new', { firedAt: since + 9, peak: 'medium' }),
      alert('old', { firedAt: since + 2, peak: 'medium' }),
    ];
    expect(digestMembers(all, since).map(({ id }) => id)).toEqual(['old', 'new', 'low']);
  });
});
