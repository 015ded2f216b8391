import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdicts } from '../../functions/core/alert.ts';
import { allBad, anyBad, opposite } from '../../functions/core/three-valued.ts';

const verdict = fc.constantFrom(...verdicts);
const several = fc.array(verdict, { maxLength: 6 });
const known = fc.constantFrom('bad', 'good');

describe('verdicts put together', () => {
  test.each([
    ['bad', 'bad', 'bad', 'bad'],
    ['bad', 'good', 'good', 'bad'],
    ['bad', 'unknown', 'unknown', 'bad'],
    ['good', 'good', 'good', 'good'],
    ['good', 'unknown', 'good', 'unknown'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
  ] as const)('%s and %s: all are %s, any is %s, in either order', (a, b, all, any) => {
    expect([allBad([a, b]), allBad([b, a])]).toEqual([all, all]);
    expect([anyBad([a, b]), anyBad([b, a])]).toEqual([any, any]);
  });

  test('the opposite of what nobody knows is what nobody knows', () => {
    expect(verdicts.map(opposite)).toEqual(['good', 'bad', 'unknown']);
  });

  test('not all are bad exactly if any is not bad', () => {
    fc.assert(
      fc.property(several, (given) => {
        expect(opposite(allBad(given))).toBe(anyBad(given.map(opposite)));
        expect(opposite(anyBad(given))).toBe(allBad(given.map(opposite)));
      }),
    );
  });

  test('what is known with some of them unknown stays so, whatever they turn out to be', () => {
    fc.assert(
      fc.property(several, fc.infiniteStream(known), (given, stream) => {
        const learnt = given.map((one) => (one === 'unknown' ? stream.next().value : one));
        for (const together of [allBad, anyBad]) {
          const before = together(given);
          if (before !== 'unknown') expect(together(learnt)).toBe(before);
        }
      }),
    );
  });
});
