import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exposition } from '../../functions/api/prometheus/exposition.ts';
import { day, minute } from '../../functions/core/time.ts';
import { adminToken, askApi } from '../support/api-world.ts';
import { journalEvent } from '../support/events.ts';
import { samplesOf, scrapeWorld } from './scrape-world.ts';

const start = Date.UTC(2026, 10, 30, 23, 50);
let world: Awaited<ReturnType<typeof scrapeWorld>>;
beforeAll(async () => {
  world = await scrapeWorld(start);
});
afterAll(() => world.stop());

const delivered = 'wirewatch_messages_total{tenant="main",provider="twilio",status="delivered"}';
const failed = 'wirewatch_messages_total{tenant="main",provider="twilio",status="failed"}';
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

async function deliver(id: string): Promise<void> {
  const [tenant, provider] = ['main', 'twilio'];
  await world.tell(journalEvent('sent', { id, tenant, provider, at: world.now() }));
  await world.tell(journalEvent('delivered', { id, tenant, provider, at: world.now() }));
}

test('a counter is there with 0 before anything of its kind has happened, and counts once what is told twice', async () => {
  await deliver('m1');
  const samples = samplesOf(await world.scrape());
  expect([samples.get(delivered), samples.get(failed)]).toEqual([1, 0]);
});

test('counters never fall: not when a day or a month begins, nor when every bucket has expired', async () => {
  const seen: number[] = [];
  for (const [index, pause] of [15 * minute, day, 31 * day, 800 * day].entries()) {
    world.goOn(pause);
    await deliver(`later${index}`);
    seen.push(samplesOf(await world.scrape()).get(delivered) ?? 0);
  }
  expect(seen).toEqual([2, 3, 4, 5]);
});

test('says what fires, when webhooks and ticks were last, and what is deployed', async () => {
  const samples = samplesOf(await world.scrape());
  expect(samples.get('wirewatch_alerts_firing{tenant="main",severity="critical"}')).toBe(0);
  expect(samples.get('wirewatch_last_tick_timestamp_seconds')).toBe(world.now() / 1000);
  expect(samples.get('wirewatch_last_webhook_timestamp_seconds{tenant="main",provider="twilio"}')).toBe(
    world.now() / 1000,
  );
  expect(samples.get('wirewatch_count_lag_seconds')).toBe(1.5);
  expect(samples.get('wirewatch_build_info{stage="test",version="0.0.0"}')).toBe(1);
});

test('needs a token', async () => {
  expect((await askApi(world.deps, '/health/prometheus', { token: null })).status).toBe(401);
});

test('names that others chose stay inside their quotes', () => {
  const labels = { campaign: '"}\nup 1\n\\' };
  expect(exposition([{ name: 'n', help: 'h', type: 'gauge', samples: [{ labels, value: 1 }] }])).toBe(
    '# HELP n h\n# TYPE n gauge\nn{campaign="\\"}\\nup 1\\n\\\\"} 1\n',
  );
});

test.skipIf(!has('promtool'))('promtool finds nothing to complain of', async () => {
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: await world.scrape(), encoding: 'utf8' });
  expect([checked.status, checked.stdout, checked.stderr]).toEqual([0, '', '']);
});

test.skipIf(!has('prometheus'))(
  'a Prometheus scrapes it with a token, and knows the counters',
  { timeout: 60_000 },
  async () => {
    const server = createServer(async (request, response) => {
      const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
      const { status, headers, text } = await askApi(world.deps, request.url ?? '/', { token });
      response.writeHead(status, { 'content-type': headers.get('content-type') ?? '' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const target = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const prometheus = startPrometheus(target);
    try {
      const expected = samplesOf(await world.scrape()).get(delivered);
      const value = await prometheus.query('wirewatch_messages_total{status="delivered"}');
      expect(value).toBe(String(expected));
      expect(await prometheus.query('up{job="wirewatch"}')).toBe('1');
    } finally {
      prometheus.stop();
      server.closeAllConnections();
      server.close();
    }
  },
);

function startPrometheus(target: string) {
  const dir = mkdtempSync(join(tmpdir(), 'wirewatch-prometheus-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const job = { job_name: 'wirewatch', scrape_interval: '1s', metrics_path: '/health/prometheus' };
  const authorization = { credentials: adminToken };
  const config = { scrape_configs: [{ ...job, authorization, static_configs: [{ targets: [target] }] }] };
  writeFileSync(join(dir, 'prometheus.yml'), JSON.stringify(config));
  const options = [`--config.file=${dir}/prometheus.yml`, `--storage.tsdb.path=${dir}/data`];
  const child = spawn('prometheus', [...options, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
  return {
    async query(text: string): Promise<string> {
      for (let tries = 0; tries < 100; tries += 1) {
        await setTimeout(300);
        const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(text)}`;
        const answer = await fetch(url).catch(() => undefined);
        // biome-ignore lint/suspicious/noExplicitAny: an answer of Prometheus
        const value = ((await answer?.json()) as any)?.data?.result?.[0]?.value?.[1];
        if (value !== undefined) return value;
      }
      throw new Error(`Prometheus does not know ${text}`);
    },
    stop() {
      child.once('exit', () => rmSync(dir, { recursive: true, force: true }));
      child.kill();
    },
  };
}
