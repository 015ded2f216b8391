import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRuleTests } from '../../cli/rule-test-files.ts';
import { runRuleTest } from '../../functions/evaluate/rule-test/run-rule-test.ts';
import config from '../../wirewatch.config.ts';

const folder = 'test/rules/stories';
const files = await Promise.all(
  readdirSync(folder).map(async (name) => ({ name, read: await readRuleTests(join(folder, name), config) })),
);

test('there is at least one story, and every story can be read', () => {
  expect(files.length).toBeGreaterThan(4);
  expect(files.flatMap(({ name, read }) => (read.kind === 'refused' ? { name, errors: read.errors } : []))).toEqual([]);
});

describe.each(files)('$name', ({ name, read }) => {
  const tests = read.kind === 'read' ? read.tests : [];

  test('is about the rule that it is named after, and says something of it', () => {
    expect(tests.map(({ rule }) => rule)).toEqual(tests.map(() => [name.replace(/\.yaml$/, '')]));
    expect(tests.some(({ alerts }) => alerts.some(({ items }) => items.some(({ state }) => state === 'firing')))).toBe(
      true,
    );
    for (const { alerts } of tests) expect(alerts).not.toEqual([]);
  });

  test.each(tests)('$name', async (one) => {
    expect(await runRuleTest(one, config)).toEqual({ name: one.name, wrong: [], errors: [] });
  });
});
