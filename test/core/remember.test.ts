import { expect, test } from 'vitest';
import { remember } from '../../functions/core/remember.ts';

test('what was computed lately is not computed again, and memory stays small', () => {
  const computed: string[] = [];
  const shout = remember(2, (text) => {
    computed.push(text);
    return text.toUpperCase();
  });
  expect(['a', 'a', 'b', 'a', 'c', 'a', 'b'].map(shout).join('')).toBe('AABACAB');
  expect(computed).toEqual(['a', 'b', 'c']);
  expect(['d', 'e', 'f', 'g'].map(shout).join('')).toBe('DEFG');
  expect(shout('a')).toBe('A');
  expect(computed).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a']);
});
