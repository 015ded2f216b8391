import { describe, expect, test } from 'vitest';
import { type HandlingAction, handle, longestComment, mostComments } from '../../functions/core/handle.ts';
import { type Handling, handlingSchema } from '../../functions/core/handling.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { anna, ben, firing } from '../support/handlings.ts';

const now = 10 * minute;
const next = { episode: 2, firedAt: 60 * minute };

/** What several actions in a row come to; each of them has to change something. */
function doing(...actions: HandlingAction[]): Handling {
  let handling: Handling | undefined;
  for (const action of actions) {
    const done = handle(handling, firing(), action, now);
    if (done.kind !== 'changed') throw new Error(done.why);
    handling = done.handling;
  }
  if (handling === undefined) throw new Error('nothing was done');
  return handlingSchema.parse(handling);
}

const why = (handling: Handling | undefined, action: HandlingAction, alert = firing()) => {
  const done = handle(handling, alert, action, now);
  return done.kind === 'changed' ? 'changed' : done.why;
};

describe('people', () => {
  test('acknowledge what fires, with who, when, how bad it has been and how long that holds', () => {
    const { acknowledged, rev } = doing({ do: 'acknowledge', by: anna, for: hour });
    expect(acknowledged).toEqual({ by: anna, at: now, severity: 'high', until: now + hour });
    expect(rev).toBe(1);
    const fallen = handle(
      undefined,
      firing({ severity: 'low', peak: 'critical' }),
      { do: 'acknowledge', by: anna },
      now,
    );
    expect(fallen).toMatchObject({ handling: { acknowledged: { severity: 'critical' } } });
  });

  test('take it on from each other: whoever said so last has it', () => {
    const handling = doing({ do: 'acknowledge', by: anna, for: hour }, { do: 'acknowledge', by: ben });
    expect(handling.acknowledged).toEqual({ by: ben, at: now, severity: 'high' });
    expect(handling.rev).toBe(2);
  });

  test('give it back', () => {
    const handling = doing({ do: 'acknowledge', by: anna }, { do: 'unacknowledge', by: ben });
    expect(handling.acknowledged).toBeUndefined();
    expect(handling.rev).toBe(2);
  });

  test('assign, comment, snooze and wake', () => {
    const said = doing(
      { do: 'assign', by: anna, to: ' Ben ' },
      { do: 'comment', by: anna, text: ' the carrier knows ' },
      { do: 'snooze', by: anna, until: now + hour },
    );
    expect(said).toMatchObject({ assignee: 'Ben', snoozed: { by: anna, at: now, until: now + hour }, rev: 3 });
    expect(said.comments).toEqual([{ by: anna, at: now, text: 'the carrier knows' }]);
    const woken = handle(said, firing(), { do: 'wake', by: ben }, now);
    expect(woken).toMatchObject({ kind: 'changed', handling: { rev: 4, assignee: 'Ben' } });
    expect(woken.kind === 'changed' && woken.handling.snoozed).toBeUndefined();
  });

  test('comment on what has ended', () => {
    const text = 'it was the carrier';
    expect(why(undefined, { do: 'comment', by: anna, text }, firing({ state: 'inactive' }))).toBe('changed');
  });

  test('snooze what flaps, also while it does not fire', () => {
    const flapping = firing({ state: 'inactive', flappingSince: 0 });
    expect(why(undefined, { do: 'snooze', by: anna, until: now + hour }, flapping)).toBe('changed');
  });
});

describe('nothing is changed, and the reason is told,', () => {
  const ended = firing({ state: 'inactive' });
  test.each<[string, Handling | undefined, HandlingAction, string, ReturnType<typeof firing>?]>([
    [
      '4.8.8: when what is acknowledged has ended',
      undefined,
      { do: 'acknowledge', by: anna },
      'it does not fire any more: there is nothing to acknowledge',
      ended,
    ],
    [
      'when what is acknowledged is only pending',
      undefined,
      { do: 'acknowledge', by: anna },
      'it is pending and has not fired: there is nothing to acknowledge',
      firing({ state: 'pending' }),
    ],
    [
      'when it is acknowledged for no time',
      undefined,
      { do: 'acknowledge', by: anna, for: 0 },
      'say for how long: a time that is longer than none',
    ],
    ['when nobody has acknowledged it', undefined, { do: 'unacknowledge', by: anna }, 'nobody has acknowledged it'],
    ['when it is assigned to nobody', undefined, { do: 'assign', by: anna, to: ' ' }, 'say to whom'],
    [
      'when it is assigned already',
      doing({ do: 'assign', by: anna, to: 'Ben' }),
      { do: 'assign', by: ben, to: 'Ben' },
      'it is assigned to Ben already',
    ],
    [
      'when what is assigned has ended',
      undefined,
      { do: 'assign', by: anna, to: 'Ben' },
      'it does not fire any more: there is nothing to assign',
      ended,
    ],
    ['when the comment is empty', undefined, { do: 'comment', by: anna, text: ' \n' }, 'the comment is empty'],
    [
      'when the comment is too long',
      undefined,
      { do: 'comment', by: anna, text: '🦉'.repeat(longestComment + 1) },
      'a comment has at most 1,000 characters',
    ],
    [
      'when it would be snoozed until now',
      undefined,
      { do: 'snooze', by: anna, until: now },
      'say until when: a time that is still to come',
    ],
    [
      'when what is snoozed has ended',
      undefined,
      { do: 'snooze', by: anna, until: now + hour },
      'it does not fire any more: to be left alone by what may come, silence it',
      ended,
    ],
    ['when it is not snoozed', undefined, { do: 'wake', by: anna }, 'it is not snoozed'],
    [
      'when its snooze is over',
      { ...doing({ do: 'comment', by: anna, text: 'x' }), snoozed: { by: anna, at: 0, until: now } },
      { do: 'wake', by: anna },
      'it is not snoozed',
    ],
  ])('%s', (_, handling, action, says, alert) => {
    expect(why(handling, action, alert)).toBe(says);
  });
});

describe('a handling', () => {
  test('of an older episode counts for nothing but its comments and a snooze', () => {
    const older = doing(
      { do: 'acknowledge', by: anna },
      { do: 'assign', by: anna, to: 'Ben' },
      { do: 'comment', by: anna, text: 'the carrier again' },
      { do: 'snooze', by: anna, until: 3 * hour },
    );
    expect(why(older, { do: 'unacknowledge', by: anna }, firing(next))).toBe('nobody has acknowledged it');
    const done = handle(older, firing(next), { do: 'comment', by: ben, text: 'yes' }, now);
    if (done.kind !== 'changed') throw new Error(done.why);
    expect(done.handling).toEqual({
      tenant: 'main',
      rule: 'delivery-by-carrier',
      alert: '7f3a9c0b1d2e',
      rev: 5,
      ...next,
      snoozed: older.snoozed,
      comments: [
        { by: anna, at: now, text: 'the carrier again' },
        { by: ben, at: now, text: 'yes' },
      ],
    });
  });

  test('keeps the newest 50 comments, each of 1,000 characters at most', () => {
    const comments = Array.from({ length: mostComments + 1 }, (_, index): HandlingAction => {
      const number = `${index} `;
      return { do: 'comment', by: anna, text: number + '🦉'.repeat(longestComment - number.length) };
    });
    const handling = doing(...comments);
    expect(handling.comments).toHaveLength(50);
    expect(handling.comments[0]?.text).toMatch(/^1 /);
    expect(handling.comments.at(-1)?.text).toMatch(/^50 /);
  });
});
