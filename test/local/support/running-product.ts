import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { day } from '../../../functions/core/time.ts';

const root = join(import.meta.dirname, '../../..');
const main = join(root, 'local/main.ts');

export type RunningProduct = {
  url: string;
  pid: number;
  /** What it printed so far. */
  output(): string;
  isRunning(): boolean;
  /** Waits for its end. @returns the exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Starts `node local/main.ts` as a process of its own and waits until it is ready. */
export async function runProduct(flags: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunningProduct> {
  const child = start(flags, env);
  const output = collect(child);
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /^ready (\S+)$/m.exec(output())?.[1];
      if (ready) resolve(ready);
    };
    child.stdout?.on('data', look);
    child.on('exit', () => reject(new Error(`it ended before it was ready:\n${output()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, 'exit');
      return child.exitCode;
    },
  };
}

/** Runs `node local/main.ts` until it ends by itself. */
export async function runToEnd(flags: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = start(flags, env);
  const output = collect(child);
  await once(child, 'exit');
  return { code: child.exitCode, output: output() };
}

function start(flags: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [main, ...flags], { cwd: root, env: { PATH: process.env.PATH, ...env } });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  return () => text;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const stateSchema = z.object({
  counts: z.array(z.object({ dimension: z.string(), value: z.string(), measures: z.record(z.string(), z.number()) })),
  waiting: z.record(z.string(), z.number()),
  providers: z.array(z.looseObject({ provider: z.string() })),
});
export type SeenState = z.infer<typeof stateSchema>;

/** The page's facts since the beginning of time. */
export async function stateOf(url: string): Promise<SeenState> {
  const since = new Date(Date.now() - 2 * day).toISOString();
  const answer = await fetch(`${url}/local/state.json?since=${since}`);
  return stateSchema.parse(await answer.json());
}

/** The facts once nothing is on its way any more. */
export async function settledState(url: string): Promise<SeenState> {
  for (;;) {
    const state = await stateOf(url);
    const { journal = 1, spill = 1 } = state.waiting;
    if (journal === 0 && spill === 0) return state;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
