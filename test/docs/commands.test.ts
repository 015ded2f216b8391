import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryFiles } from './repository-files.ts';

const pages = repositoryFiles().filter((file) => file.endsWith('.md'));

/** `silence add`, of `npx wirewatch silence add 'campaign=otp'`. */
const shown = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/npx\s+wirewatch ([a-z]+(?: [a-z]+)?)/g)].map(([, command = '']) => command),
);

const run = promisify(execFile);

/** How a command is called; of the whole program if there is no such command. */
async function usage(command: string): Promise<string> {
  const { stdout } = await run('node', ['cli/wirewatch.ts', ...command.split(' '), '--help']);
  return stdout.split('\n\n', 1)[0]?.replace(/\s+/g, ' ') ?? '';
}

test('every command that the documentation shows is one', async () => {
  const commands = [...new Set(shown)];
  expect(commands.length).toBeGreaterThan(15);
  const called = await Promise.all(commands.map(async (command) => ({ command, as: await usage(command) })));
  const groups = called.filter(({ command, as }) => as.endsWith('[command]') && command.includes(' '));
  expect(groups.map(({ command }) => command)).toEqual([]);
  expect(called.filter(({ as }) => !as.startsWith('Usage: wirewatch '))).toEqual([]);
  expect(called.filter(({ as }) => as === 'Usage: wirewatch [options] [command]')).toEqual([]);
}, 60_000);
