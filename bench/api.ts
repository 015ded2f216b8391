import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { endpoints } from '../functions/api/endpoints.ts';
import { type DirectRequest, directAnswerSchema } from '../functions/api/take-api-event.ts';
import { defineConfig } from '../functions/config/define-config.ts';
import { recommendedRules } from '../functions/config/recommended-rules.ts';
import { second } from '../functions/core/time.ts';
import { setEnvironment } from '../local/environment.ts';
import { startLocalCloud } from '../local/local-cloud.ts';
import { writeConfig } from '../local/local-config.ts';
import { openEngine } from '../local/store/engine.ts';
import { createTables, tableNames } from '../local/store/tables.ts';
import { alertItems, counterItems, journalItems, numberKey, tenant } from './api-month.ts';
import { questions } from './api-questions.ts';
import { load, type Meter, metered } from './api-store.ts';
import { now, zone } from './history-year.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- api';
const rounds = 20;
const warmUps = 2;

type Ask = (path: string) => Promise<void>;
type Api = { asker(question: string): Promise<Ask>; stop(): Promise<void> };

const wallClock = Date.now;
/** What the functions take for the present. */
const clock = { at: now };
/** So much later is each question asked: longer than anything is remembered. */
const pause = 6 * second;
const loaded = z.object({
  handler: z.custom<(event: unknown) => Promise<unknown>>((one) => typeof one === 'function'),
});

/** How long each endpoint that reads takes over a month of data, and what it reads; all that DynamoDB is asked is metered. */
export async function apiRows(): Promise<Row[]> {
  const paths = endpoints.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const unasked = paths.filter((path) => !Object.hasOwn(questions, path));
  if (unasked.length > 0) throw new Error(`write in bench/api-questions.ts what to ask of ${unasked.join(', ')}`);
  const meter: Meter = { reads: 0, units: 0, writes: 0 };
  const { asker, stop } = await startApi(meter);
  const rows: Row[] = [];
  process.stderr.write('Asking …\n');
  for (const question of paths.flatMap((path) => questions[path] ?? [])) {
    rows.push(...(await measured(question, await asker(question), meter)));
  }
  await stop();
  return rows;
}

async function startApi(meter: Meter): Promise<Api> {
  const engine = await openEngine();
  await createTables(engine.call);
  process.stderr.write('Loading a month of counters …\n');
  await load(engine.call, tableNames.counters, counterItems());
  await load(engine.call, tableNames.journal, journalItems());
  await load(engine.call, tableNames.alerts, alertItems());
  const cloud = await startLocalCloud({
    call: metered(engine.call, meter),
    ...{ parametersAt: () => new Map(), numberKey, linkKey: numberKey, dir: undefined },
    ...{ queues: new Map(), depths: new Map(), functions: new Map(), environments: new Map() },
    print: () => undefined,
    onFailure: (what, error) => process.stderr.write(`${what}: ${String(error)}\n`),
  });
  const dir = mkdtempSync(join(tmpdir(), 'wirewatch-bench-'));
  setEnvironment(process.env, surroundings(cloud.url, dir));
  Date.now = () => clock.at;
  // A function of its own for each question: what it remembers is of no other.
  const asker = async (question: string): Promise<Ask> => {
    const { handler } = loaded.parse(await import(`../functions/api/handler.ts?${encodeURIComponent(question)}`));
    clock.at = now;
    return async (path) => {
      const event: DirectRequest = { direct: { name: 'bench' }, method: 'GET', path };
      const { status, body } = directAnswerSchema.parse(await handler(event));
      clock.at += pause;
      if (status >= 400 && status !== 503) throw new Error(`${path}: ${status} ${body}`);
    };
  };
  const stop = async () => {
    Date.now = wallClock;
    await cloud.close();
    await engine.close();
    rmSync(dir, { recursive: true });
  };
  return { asker, stop };
}

function surroundings(cloudUrl: string, dir: string) {
  const tenants = { [tenant]: { timeZone: zone } };
  const config = defineConfig({ tenants, rules: [...recommendedRules], api: { callsPerMinute: 10_000 } });
  for (const file of ['index.html', 'app.js', 'app.css']) writeFileSync(join(dir, file), '');
  return {
    cloudUrl,
    configFile: writeConfig(dir, config),
    clock: undefined,
    ...{ localUrls: [], snsTopicArn: undefined, snsEndpoint: undefined, verbose: false },
    ...{ dashboardUrl: cloudUrl, publicUrl: cloudUrl, consoleDir: dir },
  };
}

async function measured(question: string, ask: Ask, meter: Meter): Promise<Row[]> {
  for (let round = 0; round < warmUps; round += 1) await ask(question);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    Object.assign(meter, { reads: 0, units: 0, writes: 0 });
    const begun = performance.now();
    await ask(question);
    times.push(performance.now() - begun);
  }
  const name = `GET ${question}`;
  const p95 = times.sort((a, b) => a - b)[Math.ceil(0.95 * rounds) - 1] ?? Number.NaN;
  return [
    { name: `${name}: reads (${meter.units} read units)`, value: meter.reads, unit: 'reads', command },
    { name: `${name}: p95 on the embedded store`, value: p95, unit: 'ms', goal: 'under 1000', command },
  ];
}
