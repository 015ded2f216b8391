import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema } from '../../functions/config/schema.ts';
import { functionNames } from '../../lib/names.ts';
import { build, config } from './synthesis.ts';

test('every function is bundled as a module that Node can load, with its configuration beside it', {
  timeout: 120_000,
}, () => {
  const { app } = build('prod', { bundle: true });
  const { directory } = app.synth();
  const bundles = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  expect(bundles).toHaveLength(functionNames.length);
  for (const name of bundles) {
    const files = readdirSync(join(directory, name));
    expect(files).toContain('index.mjs');
    execFileSync(process.execPath, ['--check', join(directory, name, 'index.mjs')]);
    if (!files.includes('config.json')) continue;
    const bundled: unknown = JSON.parse(readFileSync(join(directory, name, 'config.json'), 'utf8'));
    expect(configSchema.parse(bundled)).toEqual(config);
  }
});
