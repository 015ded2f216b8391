import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRuleTests } from '../../cli/rule-test-files.ts';
import { testText } from '../../cli/rules-test.ts';
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

const stories = files.flatMap(({ read }) => (read.kind === 'read' ? read.tests : []));

test.each([...new Set(stories.flatMap(({ rule = [] }) => rule))])(
  '%s fires in one of its stories, and is quiet at times',
  (id) => {
    const expected = stories.filter(({ rule }) => rule?.includes(id)).flatMap(({ alerts }) => alerts);
    expect(expected.some(({ items }) => items.some(({ state, rule = id }) => state === 'firing' && rule === id))).toBe(
      true,
    );
    expect(expected.some(({ items }) => items.length === 0)).toBe(true);
  },
);

describe.each(files)('$name', ({ read }) => {
  const tests = read.kind === 'read' ? read.tests : [];

  test('says of every story which rule it is about', () => {
    expect(tests.filter(({ rule }) => rule === undefined)).toEqual([]);
  });

  test.each(tests)('$name', async (one) => {
    expect(testText(await runRuleTest(one, config))).toBe(`  ✓ ${one.name}`);
  });
});
