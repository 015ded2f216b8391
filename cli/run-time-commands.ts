import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { type Override, overridable } from '../functions/core/override.ts';
import { type ActOptions, asPerson, carryOut } from './act.ts';
import { durationArgument } from './duration-argument.ts';
import { timeOf } from './time-range.ts';

/** Adds the commands on what is changed without a deployment, and on who did what. */
export function addRunTime(program: Command): void {
  addOnCall(program);
  addOverrides(program);
  addAudit(program);
}

function addOnCall(program: Command): void {
  const onCall = program.command('oncall').description('who is on call, and who takes over');
  asPerson(
    onCall
      .command('show', { isDefault: true })
      .description('who is on call, by each schedule')
      .option('--at <time>', 'default: now'),
  )
    .addHelpText('after', '\n  npx wirewatch oncall\n  npx wirewatch oncall --at 2026-12-24T18:00')
    .action((options: ActOptions & { at?: string }) =>
      carryOut(options, (zone) => ({
        do: 'list-on-call',
        ...(options.at !== undefined && { at: timeOf(options.at, zone) }),
      })),
    );
  asPerson(
    onCall
      .command('override')
      .description('somebody takes over a schedule for a while')
      .argument('<schedule>', 'of onCall.schedules')
      .argument('<person>', 'of onCall.people')
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

function addOverrides(program: Command): void {
  const overrides = program
    .command('override')
    .description('replace a section of the configuration without a deployment');
  asPerson(overrides.command('list').description('what is overridden, by whom, and until when')).action(
    (options: ActOptions) => carryOut(options, () => ({ do: 'list-overrides' })),
  );
  asPerson(
    overrides
      .command('set')
      .description('use what a file says instead of a section')
      .argument('<section>', overridable.join(', '), sectionOf)
      .argument('<file>', 'JSON: the whole section as the configuration would have it')
      .option('--for <duration>', 'until it is given back by itself; default: until it is removed', durationArgument),
  )
    .addHelpText('after', '\n  npx wirewatch override set routes night-routes.json --for 8h')
    .action(async (section: Override['section'], file: string, options: ActOptions & { for?: number }) => {
      const value = await jsonIn(file);
      await carryOut(options, () => ({
        do: 'set-override',
        section,
        value,
        ...(options.for !== undefined && { for: options.for }),
      }));
    });
  asPerson(
    overrides
      .command('remove')
      .description('go back to the section as it is deployed')
      .argument('<section>', overridable.join(', '), sectionOf),
  )
    .addHelpText('after', '\n  npx wirewatch override remove routes')
    .action((section: Override['section'], options: ActOptions) =>
      carryOut(options, () => ({ do: 'remove-override', section })),
    );
}

function addAudit(program: Command): void {
  asPerson(
    program
      .command('audit')
      .description('who did what: acknowledgements, silences, overrides, …')
      .option('--from <time>', 'default: 7 days before its end')
      .addOption(new Option('--to <time>', 'up to, and not with it; default: now')),
  )
    .addHelpText('after', '\n  npx wirewatch audit\n  npx wirewatch audit --from 2026-11-01 --to 2026-12-01 --json')
    .action((options: ActOptions & { from?: string; to?: string }) =>
      carryOut(options, (zone) => ({
        do: 'list-audit',
        ...(options.from !== undefined && { from: timeOf(options.from, zone) }),
        ...(options.to !== undefined && { to: timeOf(options.to, zone) }),
      })),
    );
}

function sectionOf(text: string): Override['section'] {
  const section = overridable.find((one) => one === text);
  if (section === undefined) throw new Error(`"${text}" cannot be overridden; there are: ${overridable.join(', ')}`);
  return section;
}

/** @throws Error that says what is wrong with the file */
async function jsonIn(file: string) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no ${file}, or it cannot be read.`);
  });
  try {
    return z.json().parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
