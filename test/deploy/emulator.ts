import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cache, path, progress, run, until } from './command.ts';

const version = '1.5.33';
const home = join(cache, `emulator-${version}`);

export type Emulator = {
  port: number;
  /** The environment of whoever talks to it. */
  env: Record<string, string>;
  stop(): Promise<void>;
};

/** Starts MiniStack on loopback, on a free port; installs it first if it is not there. Its log: .cache/emulator.log */
export async function startEmulator(): Promise<Emulator> {
  await install();
  const port = await freePort();
  const log = openSync(join(cache, 'emulator.log'), 'w');
  const child = spawn(join(home, 'bin/ministack'), [], {
    env: { PATH: path, HOME: process.env.HOME, BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port), AUTH: 'true' },
    stdio: ['ignore', log, log],
    // A group of its own, so that the functions it runs end with it.
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGTERM');
    await once(child, 'exit');
  };
  await until(
    'the emulator',
    () => isUp(url),
    (up) => up,
  ).catch(async (error) => {
    await stop();
    throw error;
  });
  progress(`emulator at ${url}`);
  return { port, env: environment(url), stop };
}

async function install(): Promise<void> {
  if (existsSync(join(home, 'installed'))) return;
  progress(`installing the emulator, version ${version}`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  await run('python3', ['-m', 'venv', home]);
  await run(join(home, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `ministack==${version}`]);
  mkdirSync(join(home, 'installed'));
}

function environment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    CDK_DEFAULT_ACCOUNT: '000000000000',
    CDK_DEFAULT_REGION: 'us-east-1',
    CDK_DISABLE_CLI_TELEMETRY: '1',
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
