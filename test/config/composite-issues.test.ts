import { describe, expect, test } from 'vitest';
import { ConfigError, checkConfig } from '../../functions/config/define-config.ts';

const ratio = {
  id: 'a',
  kind: 'ratio',
  of: 'delivered',
  over: 'settled',
  by: ['provider'],
  when: { high: { below: '90%' } },
  summary: 'S',
};
const part = (id: string) => ({ ...ratio, id });
const composite = (id: string, level: object, settings: object = {}) => ({
  id,
  kind: 'composite',
  when: { critical: level },
  summary: 'S',
  ...settings,
});

function issuesOf(...rules: object[]) {
  try {
    checkConfig({ rules }, 'test');
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('a composite rule', () => {
  test('of rules that are there is accepted, be they off or silent', () => {
    const parts = [part('a'), { ...part('b'), enabled: false }, { ...part('c'), notify: false }];
    const level = { all: ['a', { not: 'b' }, { any: ['c', { rule: 'a', severity: 'high' }] }] };
    expect(issuesOf(...parts, composite('all', level, { by: ['provider'] }))).toEqual([]);
  });

  test('may be a part of another', () => {
    expect(issuesOf(part('a'), composite('b', { all: ['a'] }), composite('c', { not: 'b' }))).toEqual([]);
  });

  test.each([
    [
      'names a rule that is not there',
      [part('a'), composite('c', { all: ['a', { any: [{ not: 'b' }] }] })],
      ['rules[1].when.critical.all[1].any[0].not: "b" is no rule'],
    ],
    [
      'names itself',
      [composite('c', { not: 'c' })],
      ['rules[0].when.critical.not: a rule cannot be a part of itself: c → c'],
    ],
    [
      'leads back to itself, however long the way',
      [composite('a', { all: ['b'] }), composite('b', { any: ['c'] }), composite('c', { not: 'a' })],
      [
        'rules[0].when.critical.all[0]: a rule cannot be a part of itself: a → b → c → a',
        'rules[1].when.critical.any[0]: a rule cannot be a part of itself: b → c → a → b',
        'rules[2].when.critical.not: a rule cannot be a part of itself: c → a → b → c',
      ],
    ],
    [
      'has a part that leads back to itself, and is no part of that',
      [composite('c', { not: 'd' }), composite('d', { not: 'd' })],
      ['rules[1].when.critical.not: a rule cannot be a part of itself: d → d'],
    ],
    [
      'asks for a level that the rule does not have',
      [part('a'), composite('c', { all: [{ rule: 'a', severity: 'low' }] })],
      ['rules[1].when.critical.all[0]: "a" has no level low'],
    ],
    [
      'has labels that none of its parts has',
      [part('a'), composite('c', { all: ['a'] }, { by: ['campaign'] })],
      ['rules[1].by: none of its rules is by campaign'],
    ],
    [
      'has a part that is judged after all others',
      [{ id: 'o', kind: 'evaluation', of: 'failing', when: { high: {} }, summary: 'S' }, composite('c', { not: 'o' })],
      ['rules[1].when.critical.not: "o" is judged after all others: it is no part of a rule'],
    ],
  ])('that %s is refused, with the place', (_, rules, issues) => {
    expect(issuesOf(...rules)).toEqual(issues);
  });

  test('whose part has mistakes of its own is not blamed for them', () => {
    const broken = { ...part('a'), window: 'soon' };
    const level = { all: [{ rule: 'a', severity: 'low' }] };
    const issues = issuesOf(broken, composite('c', level, { by: ['campaign'] }));
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain('rules[0].window');
  });

  test.each([
    ['nothing', {}],
    ['two things at once', { all: ['a'], any: ['a'] }],
    ['all of none', { all: [] }],
  ])('that says %s is refused', (_, level) => {
    expect(issuesOf(part('a'), composite('c', level)).join()).toContain('rules[1].when.critical');
  });
});
