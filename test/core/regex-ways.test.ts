import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { type Matcher, matcherSchema, matches } from '../../functions/core/matcher.ts';
import { parseMatchers } from '../../functions/core/parse-matchers.ts';
import { regexWays } from '../../functions/core/regex-ways.ts';

const like = (value: string): Matcher => ({ label: 'campaign', op: '=~', value });
const problemOf = (value: string) => matcherSchema.safeParse(like(value)).error?.issues[0]?.message;

test.each([
  ['spring', 1],
  ['spring|summer|autumn', 3],
  ['us|ca|mx', 1],
  ['(us|ca)+', 256],
  ['(us|uk)?', 4],
  ['\\d{3}', 1],
  ['[a-z)*(]{2,5}', 4],
  ['\\(a\\)*', 256],
  ['\\u{1f600}?\\p{L}{2}', 2],
  ['(?<year>\\d{4})-(?=x).*', 256],
  ['.*-.*', 256 ** 2],
  ['.+?a{2,}', 256 ** 2],
  ['(a|b|){3}', 3 ** 3],
  ['(?i:a|A)*', Number.POSITIVE_INFINITY],
  ['(\\w+-?)+!', Number.POSITIVE_INFINITY],
  ['((a)*)*', Number.POSITIVE_INFINITY],
])('%s: at most %s ways', (expression, ways) => {
  expect(regexWays(expression)).toBe(ways);
});

describe('an expression', () => {
  test.each(['(\\w+-?)+!', '(a|a)*b', '(\\w|a)+!', '(a?)*b', '(.*)*', '(a|ab)+$', '(?:x+){2,}'])(
    '%s, that can take for ever, is refused with how to write it',
    (value) => {
      expect(problemOf(value)).toContain(`"${value}" may take for ever: what repeats may hold no repetition`);
      expect(problemOf(value)).toContain('[\\w-]+ for (\\w+-?)+');
    },
  );

  test.each(['.*a.*b.*c.*d', 'a?'.repeat(28), '(a?){28}', '(a|ab)'.repeat(28)])(
    '%s is refused as too slow',
    (value) => {
      expect(problemOf(value)).toContain('may take too long: write at most three repetitions');
    },
  );

  test('of more than 4,000 characters is refused', () => {
    expect(problemOf('a'.repeat(4001))).toBe(
      'the expression has 4001 characters: write at most 4000, or name fewer values',
    );
    expect(problemOf('a'.repeat(4000))).toBeUndefined();
  });

  test.each(['spring-.*', '.*spring.*promo.*', '(?:us|ca)-.*', '(-.*)?', '(\\d{1,3}\\.){3}\\d{1,3}', '[\\w-]+!'])(
    '%s is taken',
    (value) => {
      expect(problemOf(value)).toBeUndefined();
    },
  );

  test('is asked of the first 256 characters', () => {
    expect(matches(like('a{256}'), 'a'.repeat(5000))).toBe(true);
    expect(matches(like('.*b'), `${'a'.repeat(300)}b`)).toBe(false);
  });

  test('that is taken is answered soon, whatever it is and is asked of', () => {
    const atom = fc.constantFrom('a', 'b', '.', '\\w', '[ab]', '-');
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => a + b),
        fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{2}', '{1,9}', '*?'))
          .map(([a, times]) => `(?:${a})${times}`),
      ),
    }));
    const taken = expression.filter((value) => problemOf(value) === undefined);
    const text = fc.constantFrom('a', 'ab', 'a-').map((one) => `${one.repeat(300).slice(0, 255)}!`);
    fc.assert(
      fc.property(taken, text, (value, asked) => {
        const begin = performance.now();
        matches(like(`${value}$`), asked);
        expect(performance.now() - begin).toBeLessThan(3000);
      }),
    );
  }, 60_000);
});

describe('a slow expression is refused', () => {
  const match = { campaign: { like: '(\\w+-?)+!' } };

  test('in a configuration', () => {
    const routes = [{ match, to: ['slack'] }];
    expect(() => defineConfig({ rules: [], channels: { slack: { kind: 'slack' } }, routes })).toThrow(
      /may take for ever: .*\n.*→ at routes\[0\]\.match/,
    );
  });

  test('in a silence', () => {
    const parsed = parseMatchers('campaign=~"(\\\\w+-?)+!"');
    expect(parsed).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('may take for ever') });
  });
});
