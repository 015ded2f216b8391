import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { second } from '../../functions/core/time.ts';
import { inhibition, type RouteSetup, receivers, repeat, route } from './setup.ts';

const program = 'prometheus-alertmanager';

export const hasAlertmanager = ((): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Alertmanager's ticks begin with whole seconds: things happen at once, and groups are flushed half a second later. */
export const actsAt = 50;
const flushesAt = 550;

/** An Alertmanager of its own on loopback, that tells the receivers of our setup at one address. */
export async function startAlertmanager(webhookUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-alertmanager-'));
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, JSON.stringify(configOf(webhookUrl)));
  const address = `127.0.0.1:${await freePort()}`;
  const options = [
    `--config.file=${file}`,
    `--storage.path=${folder}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ];
  const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`http://${address}/api/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
  await untilReady(`http://${address}/-/ready`);
  return { post, stop };
}

function configOf(webhookUrl: string): object {
  const { source, target, equal } = inhibition;
  return {
    // Only what says so has ended.
    global: { resolve_timeout: '1h' },
    route: { ...routeOf(route), matchers: undefined, repeat_interval: `${repeat}s` },
    receivers: receivers.map((name) => ({ name, webhook_configs: [{ url: webhookUrl, send_resolved: true }] })),
    inhibit_rules: [{ source_matchers: matchersOf(source), target_matchers: matchersOf(target), equal }],
  };
}

function routeOf({ match, receiver, groupBy, wait, interval, ...more }: RouteSetup): object {
  return {
    receiver,
    matchers: matchersOf(match),
    continue: more.continue,
    group_by: groupBy,
    group_wait: `${wait * second + flushesAt - actsAt}ms`,
    group_interval: `${interval}s`,
    routes: (more.routes ?? []).map(routeOf),
  };
}

function matchersOf(match: Readonly<Record<string, string>>): string[] {
  return Object.entries(match).map(([label, value]) => `${label}="${value}"`);
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const ready = await fetch(url).catch(() => undefined);
    if (ready?.ok) return;
    await pause(100);
  }
  throw new Error('Alertmanager does not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
