import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markName, markOf } from '../../functions/core/mark.ts';

const sequence = fc.bigInt({ min: 0n, max: 10n ** 40n - 1n });

test('marks are in the order of the sequence numbers, whatever their length', () => {
  fc.assert(
    fc.property(sequence, sequence, (one, other) => {
      expect(markOf(String(one)) < markOf(String(other))).toBe(one < other);
    }),
  );
});

test.each([
  ['0', 1],
  ['1', 2],
  ['93', 2],
  ['94', 3],
  ['4421584500000000017450439091', 16],
  ['9'.repeat(40), 22],
])('the mark of %s has %i printable characters', (text, length) => {
  expect(markOf(text)).toMatch(new RegExp(`^[!-~]{${length}}$`));
});

test('a shard has a short name of its own', () => {
  const names = Array.from({ length: 1000 }, (_, index) => markName(`shardId-0000000${index}`));
  expect(new Set(names).size).toBe(1000);
  expect(names.filter((name) => Buffer.byteLength(name) !== 8)).toEqual([]);
});
