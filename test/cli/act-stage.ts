import { Command } from 'commander';
import { vi } from 'vitest';
import { addAlerts } from '../../cli/alert-commands.ts';
import { addAudit } from '../../cli/audit-command.ts';
import { addNotify } from '../../cli/notify-commands.ts';
import { addOnCall } from '../../cli/on-call-commands.ts';
import { addOverrides } from '../../cli/override-commands.ts';
import { addSilences } from '../../cli/silence-commands.ts';
import { addTokens } from '../../cli/token-commands.ts';
import { lambda } from '../../local/cloud/lambda.ts';
import { startCloud } from '../../local/cloud/server.ts';

/** A stage whose `act` gives one answer to everything. `printed`: on standard output. */
export async function startActStage(answer: object) {
  const asked: unknown[] = [];
  const printed: string[] = [];
  const stage = { asked, printed, answer, stop };
  const act = async (event: unknown) => {
    asked.push(event);
    return stage.answer;
  };
  const cloud = await startCloud([lambda(new Map([['wirewatch-local-act', act]]), new Map())], () => {});
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  vi.stubEnv('STAGE', 'local');
  vi.stubEnv('TZ', 'UTC');
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  async function stop() {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await cloud.close();
  }
  return stage;
}

/** Runs a command as a person types it, on what `npm start` runs. */
export async function runCommand(...words: string[]): Promise<void> {
  const program = new Command('wirewatch');
  for (const add of [addAlerts, addSilences, addOnCall, addOverrides, addAudit, addNotify, addTokens]) add(program);
  quieten(program);
  await program.parseAsync(words, { from: 'user' });
}

function quieten(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => {} });
  for (const below of command.commands) quieten(below);
}
