import { describe, expect, test } from 'vitest';
import { match, valuesNamed } from '../../functions/config/match-settings.ts';
import { matchersText } from '../../functions/core/matcher.ts';

describe('what something is about', () => {
  test.each([
    [{ rule: 'delivery' }, 'rule="delivery"'],
    [{ severity: ['critical', 'high'] }, 'severity=~"critical|high"'],
    [{ carrier: ['AT&T'] }, 'carrier="AT&T"'],
    [{ carrier: { not: 'unknown' } }, 'carrier!="unknown"'],
    [{ carrier: { not: ['unknown', 'A.B'] } }, 'carrier!~"unknown|A\\\\.B"'],
    [{ campaign: { like: 'spring-.*' } }, 'campaign=~"spring-.*"'],
    [{ campaign: { unlike: 'spring-.*' }, rule: 'x' }, 'campaign!~"spring-.*", rule="x"'],
    [{}, ''],
  ])('%j is %s, and stays so when it is read again', (written, text) => {
    const parsed = match.parse(written);
    expect(matchersText(parsed)).toBe(text);
    expect(match.parse(parsed)).toEqual(parsed);
  });

  test.each([
    [{ campaign: { like: '[' } }, '"[" is no regular expression'],
    [{ campaign: 3 }, "write 'text', ['one', 'another'], { not: 'text' }"],
    [{ campaign: [] }, 'name at least one value'],
    [{ campaign: { is: 'x' } }, "write 'text'"],
    [[{ label: 'a', op: '=~', value: '[' }], '"[" is no regular expression'],
  ])('%j is refused with what to write', (written, message) => {
    expect(JSON.stringify(match.safeParse(written).error?.issues ?? []).replaceAll('\\"', '"')).toContain(message);
  });

  test.each([
    [{ rule: 'a' }, ['a']],
    [{ rule: 'b.c' }, ['b.c']],
    [{ rule: ['a', 'b.c', 'd|e'] }, ['a', 'b.c', 'd|e']],
    [{ rule: { not: ['a', 'b'] } }, ['a', 'b']],
    [{ rule: { like: 'a|b' } }, ['a', 'b']],
    [{ rule: { like: 'a.*' } }, []],
    [{ rule: { like: '\\d+' } }, []],
    [{ rule: { like: '(a|b)' } }, []],
  ])('%j names the values %j', (written, values) => {
    expect(match.parse(written).flatMap(valuesNamed)).toEqual(values);
  });
});
