import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { defineConfig } from '../../functions/config/define-config.ts';
import { ruleTestFile } from '../../functions/evaluate/rule-test/rule-test-file.ts';
import { runRuleTest } from '../../functions/evaluate/rule-test/run-rule-test.ts';
import config from '../../wirewatch.config.ts';

test('the example of docs/rule-tests.md passes', async () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/rule-tests.md', 'utf8'))?.[1] ?? '';
  const { rules, tests } = ruleTestFile.parse(parse(text));
  const own = defineConfig({ ...config, routes: [], inhibit: [], rules: rules as typeof config.rules });
  expect(await Promise.all(tests.map((one) => runRuleTest(one, own)))).toEqual([
    { name: 'one bad minute is only pending, three of them fire', wrong: [], errors: [] },
  ]);
});

test('docs/rule-tests.md names every key of a test', () => {
  const table = readFileSync('docs/rule-tests.md', 'utf8')
    .match(/^\| `(\w+)` \|/gm)
    ?.map((row) => row.slice(3, -3));
  const keys = Object.keys(ruleTestFile.shape.tests.element.shape);
  expect(keys.filter((key) => !table?.includes(key))).toEqual([]);
});
