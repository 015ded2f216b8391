import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const cache = join(root, '.cache');

/** So that everything started here, the deployed functions included, runs on the pinned Node. */
export const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;

/** Runs a command to its end. @returns what it printed @throws with the end of its output if it fails */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = root): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, PATH: path, ...env } });
  const output: string[] = [];
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(printed.join(''));
      reject(new Error(`${command} ${args[0]} ended with ${code}:\n${output.join('').slice(-6000)}`));
    });
  });
}

/** Runs a command of ours on the deployment, as a person would. @returns what it says, as JSON */
export async function wirewatch(...args: string[]) {
  // In the folder of the configuration that is deployed.
  const printed = await run(
    'node',
    [join(root, 'cli/wirewatch.ts'), ...args, '--stage', 'test', '--json'],
    {},
    import.meta.dirname,
  );
  return JSON.parse(printed);
}

/** Asks until the answer is there. @throws the last answer if it never is */
export async function until<T>(what: string, ask: () => Promise<T>, isThere: (answer: T) => boolean, seconds = 90) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} did not come; last: ${JSON.stringify(answer)}`);
    await pause(250);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function progress(text: string): void {
  console.log(`· ${text}`);
}
