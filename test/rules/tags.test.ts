import { describe, expect, test } from 'vitest';
import { type RuleInput, ruleSettings } from '../../functions/rules/index.ts';

function withTags(tags: Record<string, string>): RuleInput {
  return {
    kind: 'count',
    id: 'failures',
    of: 'failures',
    when: { high: { above: 3 } },
    summary: 'Failures: {value}',
    tags,
  };
}

describe('the tags of a rule', () => {
  test('are names with values, none unless said', () => {
    expect(ruleSettings.parse(withTags({ team: 'growth', costCentre: '4711' })).tags).toEqual({
      team: 'growth',
      costCentre: '4711',
    });
    expect(ruleSettings.parse({ ...withTags({}), tags: undefined }).tags).toEqual({});
  });

  test.each([
    [{ carrier: 'AT&T' }, 'a tag begins with a lower-case letter, has letters, digits and hyphens, and is no label'],
    [{ severity: 'high' }, 'is no label'],
    [{ noData: 'true' }, 'is no label'],
    [{ 'two words': 'x' }, 'letters, digits and hyphens'],
    [{ team: '' }, 'a tag has a value'],
  ])('are refused if they are %j', (tags, message) => {
    expect(ruleSettings.safeParse(withTags(tags)).error?.issues[0]?.message).toContain(message);
  });
});
