import { type Command, Option } from 'commander';
import { readConfig } from '../functions/config/read-config.ts';
import { durationArgument } from './duration-argument.ts';
import { type ForgetOptions, forgetPerson } from './forget.ts';
import { defaultQuiet, type RecountOptions, recount } from './recount.ts';
import { ofStage, print, untilInterrupted, zoneOf } from './stage-options.ts';

/** Adds the command that compares counters with the journal in a deployment. */
export function addRecount(program: Command): void {
  const recounting = program
    .command('recount')
    .description('compare counters with the journal that they are made of; changes nothing without --repair')
    .requiredOption('--from <time>', 'a date or time of the tenant, or an ISO time with Z or an offset')
    .option('--to <time>', 'up to, and not with it; default: the day or the hour that --from names')
    .option('--repair', 'put right what differs')
    .addOption(
      new Option('--quiet <duration>', 'leave alone what changed since; shorter only if nothing waits to be counted')
        .argParser(durationArgument)
        .default(durationArgument(defaultQuiet), defaultQuiet),
    );
  ofStage(recounting).action(async (options: RecountOptions) => {
    const { createInvoke } = await import('./invoke.ts'); // loads the AWS SDK
    const zone = zoneOf(await readConfig(), options);
    const { signal, cleanUp } = untilInterrupted();
    const invoke = createInvoke(process.env, signal);
    process.exitCode = await recount(options, { zone, invoke, signal, print, progress: console.error });
    cleanUp();
  });
}

/** Adds the command that unlinks a person in a deployment. */
export function addForget(program: Command): void {
  const forgetting = program
    .command('forget')
    .description('unlink a person from the journal; counts stay, and so does an opt-out')
    .argument('<number>', "the person's number, such as +14155550123")
    .option('--dry-run', 'show what would be unlinked')
    .option('--with-consent', 'forget an opt-out too');
  ofStage(forgetting).action(async (number: string, options: ForgetOptions) => {
    const { createInvoke } = await import('./invoke.ts');
    zoneOf(await readConfig(), options);
    process.exitCode = await forgetPerson(number, options, { invoke: createInvoke(process.env), print });
  });
}
