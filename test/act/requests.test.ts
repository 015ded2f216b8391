import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeActEvent } from '../../functions/act/take-act-event.ts';
import { day, hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const matchers = [{ label: 'campaign', op: '=', value: 'otp' }];
const silence = { do: 'silence', matchers, for: hour, comment: '' };
const on = { alert: '7f3a9c' };
const tenYears = 'action.for: write ten years at most';

describe('a request that cannot be carried out so is refused with its first problem, and nothing is written', () => {
  test.each<[string, object, string]>([
    ['a silence of 99999999 days', { ...silence, for: 99_999_999 * day }, tenYears],
    ['a silence of no time', { ...silence, for: 0 }, 'action.for: write a time that is longer than none'],
    [
      'a silence from beyond all calendars',
      { ...silence, from: 8.64e15 + 1 },
      'action.from: write a time before the end of 9999',
    ],
    ['a silence from before 1970', { ...silence, from: -1 }, 'action.from: write a time after 1970'],
    [
      'a silence with a novel',
      { ...silence, comment: 'x'.repeat(1001) },
      'action.comment: a comment has at most 1,000 characters',
    ],
    ['a silence without a length', { ...silence, for: undefined }, 'action.for: is missing: write a number'],
    [
      'a slip in a key',
      { ...silence, coment: '' },
      'action.coment: Unrecognized key: "coment"; did you mean "comment"?',
    ],
    ['a snooze of 99999999 days', { do: 'snooze', on, for: 99_999_999 * day }, tenYears],
    ['an acknowledgement of 99999999 days', { do: 'acknowledge', on, for: 99_999_999 * day }, tenYears],
    ['an override of 99999999 days', { do: 'set-override', section: 'routes', value: [], for: 1e300 }, tenYears],
    [
      'a question about another age',
      { do: 'list-on-call', at: 9e15 },
      'action.at: write a time before the end of 9999',
    ],
  ])('%s', async (_, action, why) => {
    const world = actWorld(tables);
    await world.fire();
    const event = { tenant: world.tenant, by: anna, action };
    expect(await takeActEvent(event, world.deps)).toEqual({ kind: 'refused', why });
    expect(await world.audited()).toEqual([]);
    expect(await world.deps.silences(world.tenant)).toEqual([]);
  });

  test('a comment that is too long for what is kept of an alert', async () => {
    const world = actWorld(tables);
    await world.fire();
    expect(await world.do({ do: 'comment', on, text: 'x'.repeat(1001) })).toEqual({
      kind: 'refused',
      why: 'alert 7f3a9c of delivery-by-carrier: a comment has at most 1,000 characters',
    });
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['an empty one', {}],
  ['one without an action', { tenant: 'main', by: anna }],
  ['one of an unknown kind', { tenant: 'main', by: anna, action: { do: 'explode' } }],
])('a request that is none is refused, and nothing is thrown: %s', async (_, event) => {
  expect(await takeActEvent(event, actWorld(tables).deps)).toEqual({
    kind: 'refused',
    why: 'the request is not one that this version understands',
  });
});
