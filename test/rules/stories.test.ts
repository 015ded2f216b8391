import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRuleTests } from '../../cli/rule-test-files.ts';
import { testText } from '../../cli/rules-test.ts';
import type { RuleTest } from '../../functions/evaluate/rule-test/rule-test-file.ts';
import { runRuleTest } from '../../functions/evaluate/rule-test/run-rule-test.ts';
import config from '../../wirewatch.config.ts';

const folder = 'test/rules/stories';
const files = await Promise.all(
  readdirSync(folder).map(async (name) => ({ name, read: await readRuleTests(join(folder, name), config) })),
);
const stories = files.flatMap(({ read }) => (read.kind === 'read' ? read.tests : []));

test('every story can be read', () => {
  expect(files.flatMap(({ name, read }) => (read.kind === 'refused' ? { name, errors: read.errors } : []))).toEqual([]);
});

test('every story says which rule it is about', () => {
  expect(stories.filter(({ rule }) => rule === undefined)).toEqual([]);
});

/** The alerts of a rule that a story expects, by time. Of a story of several rules it says which it means. */
function expectedOf({ rule = [], alerts }: RuleTest, id: string) {
  return alerts
    .map(({ first, last, items }) => {
      return { first, last, items: items.filter((one) => (one.rule ?? (rule.length === 1 ? id : undefined)) === id) };
    })
    .toSorted((a, b) => a.first - b.first);
}

describe.each(config.rules.map((rule) => [rule.id, rule] as const))('of %s the stories tell', (id, rule) => {
  const told = stories.filter((one) => one.rule?.includes(id)).map((one) => expectedOf(one, id));
  const isQuiet = ({ items }: (typeof told)[number][number]) => items.length === 0;
  const isFiring = ({ items }: (typeof told)[number][number]) => items.some(({ state }) => state === 'firing');

  test('that it fires, at every severity it has', () => {
    const firing = told.flat().flatMap(({ items }) => items.filter(({ state }) => state === 'firing'));
    const severities = new Set(firing.flatMap(({ severity }) => severity ?? []));
    expect([...severities].sort()).toEqual(Object.keys(rule.when).sort());
  });

  test('that it ends', () => {
    const ends = told.filter(
      (times) => times.findLastIndex(isQuiet) > times.findIndex(isFiring) && times.some(isFiring),
    );
    expect(ends).not.toEqual([]);
  });

  test('what it says nothing of', () => {
    expect(told.some((times) => times.length > 0 && times.every(isQuiet))).toBe(true);
  });
});

describe.each(files)('$name', ({ read }) => {
  test.each(read.kind === 'read' ? read.tests : [])('$name', async (one) => {
    expect(testText(await runRuleTest(one, config))).toBe(`  ✓ ${one.name}`);
  });
});
