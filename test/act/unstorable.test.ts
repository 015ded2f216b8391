import { expect, test } from 'vitest';
import { unstorable } from '../../functions/act/unstorable.ts';

test.each([
  ['names that every object has', { rules: [{ tags: { constructor: 'x' } }] }, 'nothing can be called "constructor"'],
  ['such names among others', { a: 1, toString: {} }, 'nothing can be called "toString"'],
  ['names that change what an object is', JSON.parse('{"__proto__":{"a":1}}'), 'nothing can be called "__proto__"'],
  ['what no item can hold', { tags: 'x'.repeat(100_000) }, 'it is too large: 100,011 characters of JSON'],
])('refuses %s, and says so', (_, value, why) => {
  expect(unstorable(value)).toContain(why);
});

test.each([[undefined], [null], ['text'], [[{ match: { severity: 'critical' }, to: ['slack'] }]]])(
  'takes %j',
  (value) => {
    expect(unstorable(value)).toBeUndefined();
  },
);
