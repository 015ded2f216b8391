import { describe, expect, test } from 'vitest';
import { type ConfigError, defineConfig } from '../../functions/config/define-config.ts';
import type { RuleInput } from '../../functions/rules/index.ts';

const count: RuleInput = {
  id: 'unregistered',
  kind: 'count',
  of: 'failures',
  when: { high: { above: 0 } },
  summary: '{value} messages failed',
};

function issuesOf(rule: RuleInput) {
  try {
    defineConfig({ rules: [rule] });
    return [];
  } catch (error) {
    return (error as ConfigError).issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('where', () => {
  test('names labels that the rule judges by', () => {
    expect(issuesOf({ ...count, by: ['provider', 'errorCode'], where: { errorCode: ['30034'] } })).toEqual([]);
  });

  test.each([
    ['judges everything as one', [], 'errorCode', 'none'],
    ['judges by other labels', ['provider', 'carrier'] as const, 'errorCode', 'provider, carrier'],
  ])('is refused in a rule that %s: it would judge all, or nothing', (_, by, label, labels) => {
    expect(issuesOf({ ...count, by: [...by], where: { [label]: ['30034'] } })).toEqual([
      `rules[0].where.${label}: "${label}" is none of the labels that this rule judges by (${labels}): add it to by`,
    ]);
  });
});
