import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRuleTests } from '../../cli/rule-test-files.ts';
import config from '../../wirewatch.config.ts';

test('0x60 is nothing for an hour, not the number 96', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'wirewatch-rule-tests-')), 'quiet.yaml');
  writeFileSync(file, 'tests: [{ name: quiet, rule: backlog, gauges: { queue-length: 0x60 }, alerts: { 0m: [] } }]');
  const read = await readRuleTests(file, config);
  const [one] = read.kind === 'read' ? read.tests : [];
  expect(one?.gauges['queue-length']?.values).toEqual(Array.from({ length: 60 }, () => 0));
});
