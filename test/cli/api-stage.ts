import { Command } from 'commander';
import { vi } from 'vitest';
import { addMessage } from '../../cli/message-command.ts';
import { addStatus } from '../../cli/status-command.ts';
import { addTail } from '../../cli/tail-command.ts';
import { addTop } from '../../cli/top-command.ts';
import type { ApiDeps } from '../../functions/api/api-deps.ts';
import { createApp } from '../../functions/api/app.ts';
import { takeApiEvent } from '../../functions/api/take-api-event.ts';
import { lambda } from '../../local/cloud/lambda.ts';
import { startCloud } from '../../local/cloud/server.ts';

type Request = { direct: { name: string }; method: string; path: string; body?: unknown };

/** A stage whose API answers what is set, or as it would with such deps. `printed`: on standard output. */
export async function startApiStage() {
  const asked: Request[] = [];
  const printed: string[] = [];
  const stage = {
    asked,
    printed,
    answer: { status: 200, value: {} as unknown },
    deps: undefined as ApiDeps | undefined,
    stop,
  };
  const api = async (event: unknown) => {
    asked.push(event as Request);
    if (stage.deps) return takeApiEvent(event, createApp(stage.deps));
    const { status, value } = stage.answer;
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
  };
  const cloud = await startCloud([lambda(new Map([['wirewatch-local-api', api]]), new Map())], () => {});
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  vi.stubEnv('STAGE', 'local');
  vi.stubEnv('TZ', 'UTC');
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  async function stop() {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = undefined;
    await cloud.close();
  }
  return stage;
}

/** Runs a command as a person types it. */
export async function runApiCommand(...words: string[]): Promise<void> {
  const program = new Command('wirewatch');
  for (const add of [addStatus, addMessage, addTop, addTail]) add(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  await program.parseAsync(words, { from: 'user' });
}
