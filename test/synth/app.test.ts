import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from './synthesis.ts';

const time = { timeout: 60_000 };

test('the app builds the first stage of wirewatch.config.ts', time, () => {
  expect(stacksOf({})).toEqual(['Wirewatch-prod', 'Wirewatch-prod-dashboards']);
});

test('the app takes another configuration and stage from its context', time, () => {
  const context = { config: 'test/deploy/wirewatch.config.ts', stage: 'test' };
  expect(stacksOf(context)).toEqual(['Wirewatch-test', 'Wirewatch-test-dashboards']);
});

function stacksOf(context: Record<string, string>): string[] {
  const outdir = temporaryFolder();
  const CDK_CONTEXT_JSON = JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] });
  execFileSync(process.execPath, ['bin/wirewatch.ts'], {
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON },
  });
  return readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => file.replace('.template.json', ''))
    .sort();
}
