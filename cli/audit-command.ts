import type { Command } from 'commander';
import { type AskOptions, ask } from './act.ts';
import { ofStage } from './stage-options.ts';
import { timeOf } from './time-range.ts';

/** Adds the command on who did what. */
export function addAudit(program: Command): void {
  ofStage(
    program
      .command('audit')
      .description('who did what: acknowledgements, silences, overrides, …')
      .option('--from <time>', 'default: 7 days before its end')
      .option('--to <time>', 'up to, and not with it; default: now'),
  )
    .addHelpText('after', '\n  npx wirewatch audit\n  npx wirewatch audit --from 2026-11-01 --to 2026-12-01 --json')
    .action((options: AskOptions & { from?: string; to?: string }) =>
      ask(options, (zone) => ({
        do: 'list-audit',
        ...(options.from !== undefined && { from: timeOf(options.from, zone) }),
        ...(options.to !== undefined && { to: timeOf(options.to, zone) }),
      })),
    );
}
