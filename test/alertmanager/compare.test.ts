import { expect, test } from 'vitest';
import { differences } from './compare.ts';
import { lastTick, type ToldNotice } from './timeline.ts';

const first: ToldNotice = { tick: 3, to: 'default telnyx', firing: ['a', 'b'], resolved: [] };
const second: ToldNotice = { tick: 8, to: 'default telnyx', firing: ['a'], resolved: ['b'] };
const other: ToldNotice = { tick: 8, to: 'pager telnyx', firing: ['a'], resolved: [] };
const found = (...theirs: ToldNotice[]) =>
  differences(new Map([['one', [first, second, other]]]), new Map([['one', theirs]]));

test.each<[string, ToldNotice[]]>([
  ['the same', [first, second, other]],
  ['in another order of groups', [first, other, second]],
  ['a tick later', [first, { ...second, tick: 9 }, other]],
  ['one more at the very end', [first, second, other, { ...other, tick: lastTick }]],
])('notices are the same: %s', (_, theirs) => {
  expect(found(...theirs)).toEqual([]);
});

test.each<[string, ToldNotice[], string]>([
  ['two ticks later', [{ ...first, tick: 5 }, second, other], 'default telnyx: a, b at 3'],
  ['two ticks earlier', [{ ...first, tick: 1 }, second, other], 'default telnyx: a, b at 3'],
  ['one alert fewer', [{ ...first, firing: ['a'] }, second, other], 'default telnyx: a, b at 3'],
  ['an end that is not told', [first, { ...second, resolved: [] }, other], 'default telnyx: a, b resolved at 8'],
  ['a notice that is missing', [first, other], 'default telnyx: a, b resolved at 8'],
  ['a notice too many', [first, second, other, { ...other, tick: 20 }], 'nothing'],
  ['another receiver', [first, second, { ...other, to: 'mail telnyx' }], 'pager telnyx: a at 8'],
])('notices are not the same: %s', (_, theirs, ourText) => {
  expect(found(...theirs)[0]).toMatch(`one: we tell ${ourText}, Alertmanager tells `);
});

test('scenarios that only one side has are not the same', () => {
  const told = new Map([['one', [first]]]);
  expect([differences(told, new Map()).length, differences(new Map(), told).length]).toEqual([1, 1]);
});
