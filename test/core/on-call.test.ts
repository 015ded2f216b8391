import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextHandOff, onCallAt, type Schedule, type TakeOver, whoIsOnCall } from '../../functions/core/on-call.ts';
import { day, hour } from '../../functions/core/time.ts';

const newYork = 'America/New_York';

function schedule(changes: Partial<Schedule> = {}): Schedule {
  return { people: ['anna', 'ben'], every: '1w', start: '2026-01-05', handOff: '09:30', overrides: [], ...changes };
}

const nightly = (start: string, handOff: string) => schedule({ every: '1d', start, handOff });
const took = (person: string, from: string, to: string): TakeOver => ({ person, from, to });
const christmas = took('carla', '2026-12-24T09:30', '2026-12-26T09:30');
const evening = took('ben', '2026-12-24T18:00', '2026-12-25T00:00');

describe('who is on call', () => {
  test.each<[string, Schedule, string, string | undefined]>([
    ['nobody before the start', schedule(), '2026-01-05T14:29:59Z', undefined],
    ['the first from the first hand-off on', schedule(), '2026-01-05T14:30:00Z', 'anna'],
    ['the first until the second takes over', schedule(), '2026-01-12T14:29:59Z', 'anna'],
    ['the second after a week', schedule(), '2026-01-12T14:30:00Z', 'ben'],
    ['the first again after two', schedule(), '2026-01-19T14:30:00Z', 'anna'],
    ['until half past nine by summer time', schedule(), '2026-03-09T13:29:59Z', 'anna'],
    ['from half past nine by summer time', schedule(), '2026-03-09T13:30:00Z', 'ben'],
    ['until half past nine by winter time', schedule(), '2026-11-02T14:29:59Z', 'anna'],
    ['from half past nine by winter time', schedule(), '2026-11-02T14:30:00Z', 'ben'],
    ['until a hand-off that the clock skips would be', nightly('2026-03-07', '02:30'), '2026-03-08T07:29:59Z', 'anna'],
    ['from then on', nightly('2026-03-07', '02:30'), '2026-03-08T07:30:00Z', 'ben'],
    ['until the first of two half past ones', nightly('2026-10-31', '01:30'), '2026-11-01T05:29:59Z', 'anna'],
    ['from the first of them', nightly('2026-10-31', '01:30'), '2026-11-01T05:30:00Z', 'ben'],
    ['still at a quarter past one that comes again', nightly('2026-10-31', '01:30'), '2026-11-01T06:15:00Z', 'ben'],
    ['by the clocks of the schedule', schedule({ zone: 'Asia/Kolkata' }), '2026-01-12T04:00:00Z', 'ben'],
    ['for two weeks each', schedule({ every: '2w' }), '2026-01-18T12:00:00Z', 'anna'],
    ['the next after two weeks', schedule({ every: '2w' }), '2026-01-19T14:30:00Z', 'ben'],
    [
      'whoever took it over, from the beginning on',
      schedule({ overrides: [christmas] }),
      '2026-12-24T14:30:00Z',
      'carla',
    ],
    ['until the end, which is not inside', schedule({ overrides: [christmas] }), '2026-12-26T14:30:00Z', 'anna'],
    [
      'the last said of those that overlap',
      schedule({ overrides: [christmas, evening] }),
      '2026-12-25T04:59:59Z',
      'ben',
    ],
    ['whatever began later', schedule({ overrides: [evening, christmas] }), '2026-12-25T04:59:59Z', 'carla'],
    [
      'the one before, when the last is over',
      schedule({ overrides: [christmas, evening] }),
      '2026-12-25T05:00:00Z',
      'carla',
    ],
    [
      'whoever took it over before the start',
      schedule({ overrides: [took('ben', '2025-12-31T23:00Z', '2026-01-02T00:00+01:00')] }),
      '2026-01-01T00:00:00Z',
      'ben',
    ],
  ])('%s', (_, given, at, person) => {
    expect(onCallAt(given, Date.parse(at), newYork)).toBe(person);
  });

  test('is a query over all schedules, with how to reach them and until when', () => {
    const people = { anna: { name: 'Anna', phone: '+14155550123' }, ben: { name: 'Ben' } };
    const schedules = {
      primary: schedule(),
      secondary: schedule({ people: ['ben', 'anna'] }),
      later: schedule({ start: '2027-01-04' }),
    };
    const until = Date.parse('2026-01-12T14:30Z');
    expect(whoIsOnCall({ people, schedules }, Date.parse('2026-01-06T00:00Z'), newYork)).toEqual([
      { schedule: 'primary', person: 'anna', contact: people.anna, until },
      { schedule: 'secondary', person: 'ben', contact: people.ben, until },
      { schedule: 'later', until: Date.parse('2027-01-04T14:30Z') },
    ]);
  });
});

describe('the next hand-off', () => {
  test.each<[string, Schedule, string, string | undefined, string | undefined]>([
    ['is the next turn', schedule(), '2026-01-06T00:00Z', '2026-01-12T14:30Z', 'ben'],
    ['is the one after, at the very moment of one', schedule(), '2026-01-12T14:30Z', '2026-01-19T14:30Z', 'anna'],
    [
      'is a week of 167 hours later when clocks go forward',
      schedule(),
      '2026-03-02T14:30Z',
      '2026-03-09T13:30Z',
      'ben',
    ],
    ['is the start, before it', schedule(), '2025-12-01T00:00Z', '2026-01-05T14:30Z', 'anna'],
    [
      'is when somebody takes over',
      schedule({ overrides: [christmas] }),
      '2026-12-23T00:00Z',
      '2026-12-24T14:30Z',
      'carla',
    ],
    ['is when they give back', schedule({ overrides: [christmas] }), '2026-12-25T00:00Z', '2026-12-26T14:30Z', 'anna'],
    [
      'is not the turn of somebody who has it already',
      schedule({ overrides: [took('ben', '2026-01-10T00:00Z', '2026-01-14T00:00Z')] }),
      '2026-01-10T00:00Z',
      '2026-01-19T14:30Z',
      'anna',
    ],
    [
      'is not the second turn in a row',
      schedule({ people: ['anna', 'anna', 'ben'] }),
      '2026-01-06T00:00Z',
      '2026-01-19T14:30Z',
      'ben',
    ],
    ['is never, with one person', schedule({ people: ['anna'] }), '2026-01-06T00:00Z', undefined, undefined],
  ])('%s', (_, given, now, at, person) => {
    const expected = at === undefined ? undefined : { at: Date.parse(at), person };
    expect(nextHandOff(given, Date.parse(now), newYork)).toEqual(expected);
  });

  test('is when another is on call, and until then it is the same, whatever was taken over', () => {
    const origin = Date.parse('2026-02-20T00:00Z');
    const stamp = (at: number) => `${new Date(origin + at * hour).toISOString().slice(0, 19)}Z`;
    const taken = fc
      .record({
        person: fc.constantFrom('anna', 'ben', 'carla'),
        from: fc.nat(900),
        length: fc.integer({ min: 1, max: 300 }),
      })
      .map(({ person, from, length }) => took(person, stamp(from), stamp(from + length)));
    const given = fc.record({
      people: fc.array(fc.constantFrom('anna', 'ben', 'carla'), { minLength: 1, maxLength: 4 }),
      every: fc.constantFrom('1d', '1w', '2w'),
      overrides: fc.array(taken, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(given, fc.nat(900), fc.integer({ min: 0, max: 99 }), (changes, at, share) => {
        const own = schedule(changes);
        const now = origin + at * hour;
        const next = nextHandOff(own, now, newYork);
        const end = next?.at ?? now + 60 * day;
        const between = now + Math.floor(((end - now) * share) / 100);
        expect(onCallAt(own, between, newYork)).toBe(onCallAt(own, now, newYork));
        if (next) expect(onCallAt(own, next.at, newYork)).not.toBe(onCallAt(own, now, newYork));
      }),
    );
  });
});
