import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../functions/config/define-config.ts';
import { parseConfig } from '../../functions/config/load-config.ts';
import { hour, minute } from '../../functions/core/time.ts';

const parse = (input: object) => parseConfig(JSON.stringify({ rules: [], ...input }));

function complaint(input: object): string {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

const channels = { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' } };
const steps = [
  { after: '0m', to: ['slack'] },
  { after: '15m', to: ['pagerduty'] },
];
const people = { anna: { name: 'Anna', phone: '+14155550123' }, ben: { name: 'Ben', email: 'ben@example.com' } };
const primary = { people: ['anna', 'ben'], start: '2026-01-05', handOff: '09:30' };
const takenOver = { person: 'ben', from: '2026-12-24T09:30', to: '2026-12-26T09:30' };

test('escalations, on-call schedules and acknowledgements stay the same when they are read again', () => {
  const config = parse({
    channels,
    acknowledge: { remindAfter: '3h', respondWithin: { critical: '5m' } },
    escalations: { ladder: { steps, repeat: 2, repeatAfter: '30m' } },
    onCall: { people, schedules: { primary: { ...primary, zone: 'Asia/Kolkata', overrides: [takenOver] } } },
  });
  expect(config.escalations.ladder?.steps[1]).toEqual({ after: 15 * minute, to: ['pagerduty'] });
  expect(config.onCall.schedules.primary?.every).toBe('1w');
  expect(parseConfig(JSON.stringify(config))).toEqual(config);
});

test('without a word nobody is on call, nothing escalates, and an acknowledgement holds', () => {
  const { escalations, onCall, acknowledge } = parse({});
  expect(escalations).toEqual({});
  expect(onCall).toEqual({ people: {}, schedules: {} });
  expect(acknowledge).toEqual({
    confirmWithin: 30 * minute,
    respondWithin: { critical: 15 * minute, high: hour, medium: 4 * hour, low: 24 * hour },
  });
});

describe('is refused, with what to do:', () => {
  const ladder = (changes: object) => ({ channels, escalations: { ladder: { steps, ...changes } } });
  const onCall = (changes: object) => ({ onCall: { people, schedules: { primary: { ...primary, ...changes } } } });
  const late = [{ after: '15m', to: ['slack'] }, ...steps];
  const twoAtOnce = [...steps, { after: '15m', to: ['slack'] }];

  test.each([
    [
      'a step to a channel that is not there',
      ladder({ steps: [{ after: '0m', to: ['slak'] }] }),
      '"slak" is not in channels; did you mean "slack"?\n  → at escalations.ladder.steps[0].to',
    ],
    [
      'a step to nobody',
      ladder({ steps: [{ after: '0m', to: [] }] }),
      'name at least one channel\n  → at escalations.ladder.steps[0].to',
    ],
    ['two steps at once', ladder({ steps: twoAtOnce }), 'each after is longer than the one before it'],
    ['no steps', ladder({ steps: [] }), 'write at least one step'],
    ['steps out of order', ladder({ steps: late }), 'write the steps in the order in which they are taken'],
    [
      'a step between two ticks',
      ladder({ steps: [{ after: '90s', to: ['slack'] }] }),
      'write whole minutes, such as 15m',
    ],
    ['a repetition at once', ladder({ repeatAfter: '0m' }), 'at least 1m\n  → at escalations.ladder.repeatAfter'],
    ['more than nine repetitions', ladder({ repeat: 10 }), 'at most 9 times\n  → at escalations.ladder.repeat'],
    [
      'an acknowledgement that ends at once',
      { acknowledge: { remindAfter: '0m' } },
      'must be longer than none\n  → at acknowledge.remindAfter',
    ],
    [
      'a person who is not there',
      onCall({ people: ['anna', 'bne'] }),
      '"bne" is not in onCall.people; did you mean "ben"?\n  → at onCall.schedules.primary.people',
    ],
    [
      'a stranger who takes over',
      onCall({ overrides: [{ ...takenOver, person: 'carla' }] }),
      '"carla" is not in onCall.people\n  → at onCall.schedules.primary.overrides[0].person',
    ],
    ['nobody to take turns', onCall({ people: [] }), 'name at least one person'],
    ['turns of no length', onCall({ every: '0d' }), 'write 1w for a week, 1d for a day'],
    ['a day that there is not', onCall({ start: '2026-02-30' }), 'write a day such as 2026-01-05'],
    ['a time that there is not', onCall({ handOff: '24:00' }), 'write a time of day such as 09:30'],
    ['a time that is half said', onCall({ handOff: '9:30' }), 'write a time of day such as 09:30'],
    ['a zone that there is not', onCall({ zone: 'New York' }), 'is no IANA time zone, such as America/New_York'],
    [
      'a time that ends before it begins',
      onCall({ overrides: [{ ...takenOver, to: takenOver.from }] }),
      'must be later than from\n  → at onCall.schedules.primary.overrides[0].to',
    ],
    [
      'a number without its country',
      { onCall: { people: { anna: { name: 'Anna', phone: '4155550123' } } } },
      'write the whole number, such as +14155550123',
    ],
  ])('%s', (_, input, says) => {
    expect(complaint(input)).toContain(says);
  });
});

describe('a channel that reaches whoever is on call', () => {
  const sms = (schedule: string) => ({ text: { kind: 'sns', sms: { onCall: schedule } } });
  const mail = { post: { kind: 'mail', from: 'alerts@example.com', to: [], onCall: 'primary' } };
  const onCall = { people, schedules: { primary } };

  test('names a schedule that is there', () => {
    const says = '"primry" is not in onCall.schedules; did you mean "primary"?\n  → at channels.text.sms.onCall';
    expect(complaint({ channels: sms('primry'), onCall })).toContain(says);
  });

  test.each([
    [
      'phone',
      sms('primary'),
      'add phone, as others of "primary" have: channel "text" is to reach whoever is on call\n  → at onCall.people.ben',
    ],
    [
      'email',
      mail,
      'add email, as others of "primary" have: channel "post" is to reach whoever is on call\n  → at onCall.people.anna',
    ],
  ])('can: everybody whose turn comes has a %s', (by, given, says) => {
    expect(complaint({ channels: given, onCall })).toContain(says);
    const reachable = { ...people.anna, ...people.ben };
    expect(reachable).toHaveProperty(by);
    expect(complaint({ channels: given, onCall: { ...onCall, people: { anna: reachable, ben: reachable } } })).toBe(
      'none',
    );
  });

  test('is not in use yet while nobody of the schedule has one', () => {
    const named = { anna: { name: 'Anna' }, ben: { name: 'Ben' } };
    expect(complaint({ channels: sms('primary'), onCall: { ...onCall, people: named } })).toBe('none');
  });
});
