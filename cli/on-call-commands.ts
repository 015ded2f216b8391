import type { Command } from 'commander';
import { type ActOptions, type AskOptions, ask, asPerson, carryOut } from './act.ts';
import { ofStage } from './stage-options.ts';
import { textArgument } from './text-argument.ts';
import { timeOf } from './time-range.ts';

/** Adds the commands on who is on call. */
export function addOnCall(program: Command): void {
  const onCall = program.command('oncall').description('who is on call, and who takes over');
  addShowing(onCall);
  addTakingOver(onCall);
}

function addShowing(onCall: Command): void {
  ofStage(
    onCall
      .command('show', { isDefault: true })
      .description('who is on call, by each schedule')
      .option('--at <time>', 'default: now'),
  )
    .addHelpText('after', '\n  npx wirewatch oncall\n  npx wirewatch oncall --at 2026-12-24T18:00')
    .action((options: AskOptions & { at?: string }) =>
      ask(options, (zone) => ({
        do: 'list-on-call',
        ...(options.at !== undefined && { at: timeOf(options.at, zone) }),
      })),
    );
}

function addTakingOver(onCall: Command): void {
  asPerson(
    onCall
      .command('override')
      .description('somebody takes over a schedule for a while')
      .argument('<schedule>', 'of onCall.schedules', textArgument('the name of a schedule'))
      .argument('<person>', 'of onCall.people', textArgument('the name of a person'))
      .requiredOption('--from <time>', "a date or time of the tenant's, or an ISO time")
      .requiredOption('--to <time>', 'up to, and not with it'),
  )
    .addHelpText(
      'after',
      '\n  npx wirewatch oncall override primary ben --from 2026-12-24T09:30 --to 2026-12-26T09:30\n  npx wirewatch override remove onCall   # gives all schedules back',
    )
    .action((schedule: string, person: string, options: ActOptions & { from: string; to: string }) =>
      carryOut(options, (zone) => ({
        do: 'take-over',
        schedule,
        person,
        from: timeOf(options.from, zone),
        to: timeOf(options.to, zone),
      })),
    );
}
