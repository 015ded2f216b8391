import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildConsole } from '../console/build.ts';
import { bundleOptions } from '../lib/bundling.ts';
import { functionNames } from '../lib/names.ts';
import { tableNames } from '../local/store/tables.ts';
import config from '../wirewatch.config.ts';
import type { Row } from './table.ts';

const run = promisify(execFile);
const command = 'npm run bench -- bundle';
const imports = 15;

/** Somebody waits for their answers: a provider, or a person before a page. */
const awaited = ['ingest', 'api', 'widget'];

/** The size of the functions' bundles, and how long those take to load for which somebody waits. */
export async function bundleRows(): Promise<Row[]> {
  const dir = await mkdtemp(join(tmpdir(), 'wirewatch-bundle-'));
  const rows: Row[] = [];
  for (const name of functionNames) {
    const file = join(dir, `${name}.mjs`);
    await bundle(name, file);
    rows.push({ name: `bundle, ${name}`, value: (await stat(file)).size / 1024, unit: 'KiB', command });
  }
  await writeFile(join(dir, 'config.json'), JSON.stringify(config));
  buildConsole(join(dir, 'console'));
  for (const name of awaited) {
    rows.push({ name: `import, ${name} (median)`, value: await importMs(dir, name), unit: 'ms', command });
  }
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
  // There, api and widget load what traces them.
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  STAGE: 'bench',
  VERSION: '0.0.0',
  CONFIG_FILE: 'config.json',
  AWS_REGION: 'us-east-1',
  JOURNAL_TABLE: tableNames.journal,
  COUNTERS_TABLE: tableNames.counters,
  ALERTS_TABLE: tableNames.alerts,
  STATE_TABLE: tableNames.state,
  SPILL_QUEUE_URL: 'http://127.0.0.1/queue',
  SPILL_BUCKET: 'bucket',
  NUMBER_KEY_SECRET: 'key',
  WEBHOOK_BASE: 'http://127.0.0.1/webhooks',
  NOTIFY_FUNCTION: 'notify',
  FUNCTION_ARN: 'widget',
  QUEUES: '{}',
};
