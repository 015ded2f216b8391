import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Matcher, matcherSchema, matchersText, matchesAll } from '../../functions/core/matcher.ts';
import { parseMatchers } from '../../functions/core/parse-matchers.ts';

const read = (text: string) => {
  const parsed = parseMatchers(text);
  if (parsed.kind === 'unreadable') throw new Error(parsed.why);
  return parsed.matchers;
};
const whyNot = (text: string) => {
  const parsed = parseMatchers(text);
  return parsed.kind === 'unreadable' ? parsed.why : 'it is readable';
};

describe('a matcher', () => {
  test.each([
    ['carrier=AT&T', { carrier: 'AT&T' }, true],
    ['carrier=AT&T', { carrier: 'at&t' }, false],
    ['carrier!=AT&T', { carrier: 'Verizon' }, true],
    ['carrier!=AT&T', {}, true],
    ['carrier=""', {}, true],
    ['carrier=', { carrier: 'AT&T' }, false],
    ['campaign=~"spring-.*"', { campaign: 'spring-1' }, true],
    ['campaign=~"spring"', { campaign: 'spring-1' }, false],
    ['campaign=~"a|b"', { campaign: 'ab' }, false],
    ['campaign!~"spring-.*"', { campaign: 'spring-1' }, false],
    ['campaign!~"spring-.*"', {}, true],
    ['campaign=~".*"', {}, true],
    ['campaign=~".+"', {}, false],
    ['campaign=~"été.{1}"', { campaign: 'été😀' }, true],
  ])('%s, asked of %j: %s', (text, labels, expected) => {
    expect(matchesAll(read(text), labels)).toBe(expected);
  });

  test.each(['constructor', '__proto__', 'toString'])('sees no label that nobody gave: %s', (label) => {
    expect(matchesAll([{ label, op: '=~', value: '.+' }], {})).toBe(false);
    expect(matchesAll([{ label, op: '=', value: '' }], {})).toBe(true);
  });

  test('of several, all have to hold', () => {
    const both = read('severity=high, carrier!=unknown');
    expect(matchesAll(both, { severity: 'high', carrier: 'AT&T' })).toBe(true);
    expect(matchesAll(both, { severity: 'high', carrier: 'unknown' })).toBe(false);
    expect(matchesAll([], { severity: 'high' })).toBe(true);
  });

  test('with the same expression stays right, however many others were asked in between', () => {
    const asked = (n: number) => matchesAll([{ label: 'a', op: '=~', value: `x${n}.*` }], { a: 'x7y' });
    expect(Array.from({ length: 3000 }, (_, n) => asked(n)).filter(Boolean)).toHaveLength(1);
    expect(asked(7)).toBe(true);
  });

  test.each(['[', 'a)(b', '(', '*', '\\'])('with the expression %s is refused', (value) => {
    const parsed = matcherSchema.safeParse({ label: 'a', op: '=~', value });
    expect(parsed.error?.issues[0]?.message).toContain(`"${value}" is no regular expression: `);
    expect(matcherSchema.safeParse({ label: 'a', op: '=', value }).success).toBe(true);
  });
});

describe('matchers as text', () => {
  const two: Matcher[] = [
    { label: 'campaign', op: '=~', value: 'spring-.*' },
    { label: 'carrier', op: '!=', value: 'unknown' },
  ];

  test.each([
    ['as Alertmanager writes them', '{campaign=~"spring-.*",carrier!="unknown"}'],
    ['without quotes', 'campaign=~spring-.*,carrier!=unknown'],
    ['with spaces', ' campaign =~ "spring-.*" , carrier != unknown '],
    ['with a comma at the end', 'campaign=~"spring-.*",carrier!=unknown,'],
    ['with a quoted label', '"campaign"=~"spring-.*","carrier"!="unknown"'],
  ])('%s are read', (_, text) => {
    expect(read(text)).toEqual(two);
  });

  test('keep quotes, commas, backslashes and new lines that stand in quotes', () => {
    const value = 'a "b", c\\d\ne';
    expect(read('x="a \\"b\\", c\\\\d\\ne"')).toEqual([{ label: 'x', op: '=', value }]);
    expect(read('x=~"\\d+"')).toEqual([{ label: 'x', op: '=~', value: '\\d+' }]);
  });

  test('are written so that they are read as the same', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', '\\', '\n', ',', '}', 'n', ' ') }));
    const plain = fc.record({
      label: fc.string({ minLength: 1 }),
      op: fc.constantFrom('=' as const, '!=' as const),
      value: text,
    });
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1 }), (all) => {
        expect(read(matchersText(all))).toEqual(all);
      }),
    );
    expect(matchersText(two)).toBe('campaign=~"spring-.*", carrier!="unknown"');
  });

  test.each([
    ['', 'write matchers such as campaign=~"spring-.*", carrier!=unknown'],
    ['{}', 'write matchers such as'],
    ['campaign', '"campaign" is no matcher: write matchers such as'],
    ['a=b, campaign', '"campaign" is no matcher'],
    ['a=b c=d', '"a=b c=d" is no matcher: write matchers such as campaign=~"spring-.*", carrier!=unknown, with quotes'],
    ['a==b', '"a==b" is no matcher'],
    ['a="b', '"a="b" is no matcher'],
    ['=b', '"=b" is no matcher'],
    ['""=b', 'name a label'],
    ['a=~"["', '"[" is no regular expression'],
  ])('%s: refused with what to write', (text, why) => {
    expect(whyNot(text)).toContain(why);
  });
});
