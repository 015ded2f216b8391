import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../lib/bundling.ts';
import { functionNames } from '../lib/names.ts';
import { tableNames } from '../local/store/tables.ts';
import type { Row } from './table.ts';

const run = promisify(execFile);
const command = 'npm run bench -- bundle';
const imports = 15;

/** The size of the functions' bundles, and how long the one that providers wait for takes to load. */
export async function bundleRows(): Promise<Row[]> {
  const dir = await mkdtemp(join(tmpdir(), 'wirewatch-bundle-'));
  const rows: Row[] = [];
  for (const name of functionNames) {
    const file = join(dir, `${name}.mjs`);
    await bundle(name, file);
    rows.push({ name: `bundle, ${name}`, value: (await stat(file)).size / 1024, unit: 'KiB', command });
  }
  rows.push({ name: 'import, ingest (median)', value: await importMs(dir, 'ingest'), unit: 'ms', command });
  await rm(dir, { recursive: true });
  return rows;
}

/** As lib/service-function.ts does it. */
async function bundle(name: string, outfile: string): Promise<void> {
  await build({
    ...bundleOptions,
    banner: { js: bundleOptions.banner },
    entryPoints: [join(import.meta.dirname, '../functions', name, 'handler.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
}

/** From the start of the import to its end, in fresh processes of Node. */
async function importMs(dir: string, name: string): Promise<number> {
  await writeFile(join(dir, 'config.json'), JSON.stringify({ rules: [] }));
  const script = `const start = performance.now(); await import('./${name}.mjs'); console.log(performance.now() - start)`;
  const times: number[] = [];
  for (let index = 0; index < imports; index += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: dir,
      env: environment,
    });
    times.push(Number(stdout));
  }
  return times.toSorted((a, b) => a - b)[Math.floor(imports / 2)] ?? Number.NaN;
}

const environment = {
  STAGE: 'bench',
  CONFIG_FILE: 'config.json',
  AWS_REGION: 'us-east-1',
  JOURNAL_TABLE: tableNames.journal,
  COUNTERS_TABLE: tableNames.counters,
  STATE_TABLE: tableNames.state,
  SPILL_QUEUE_URL: 'http://127.0.0.1/queue',
  SPILL_BUCKET: 'bucket',
  NUMBER_KEY_SECRET: 'key',
};
