import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../functions/config/read-config.ts';
import type { Config } from '../functions/config/schema.ts';
import { parseDuration } from '../functions/core/time.ts';
import { type ForgetOptions, forgetPerson } from './forget.ts';
import { defaultQuiet, type RecountOptions, recount } from './recount.ts';

const print = (text: string) => console.log(text);

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
        .argParser(duration)
        .default(duration(defaultQuiet), defaultQuiet),
    );
  ofStage(recounting).action(async (options: RecountOptions) => {
    const { createInvoke, localStage } = await import('./invoke.ts'); // loads the AWS SDK
    const zone = zoneOf(await readConfig(), options, localStage);
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
    const { createInvoke, localStage } = await import('./invoke.ts');
    zoneOf(await readConfig(), options, localStage);
    process.exitCode = await forgetPerson(number, options, { invoke: createInvoke(process.env), print });
  });
}

function ofStage(command: Command): Command {
  return command
    .option('--tenant <tenant>', 'a tenant of wirewatch.config.ts', 'main')
    .addOption(new Option('--stage <stage>', 'the stage; local is what npm start runs').env('STAGE').default('prod'))
    .option('--json', 'print JSON');
}

function duration(text: string): number {
  const millis = parseDuration(text);
  if (millis === undefined) throw new InvalidArgumentError('Write a duration such as 25h or 30m.');
  return millis;
}

/** @throws Error if the configuration knows no such tenant or stage */
function zoneOf({ tenants, stages }: Config, { tenant, stage }: ForgetOptions, localStage: string): string {
  const known = Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined;
  if (known === undefined) throw new Error(`"${tenant}" is no tenant; there are: ${Object.keys(tenants).join(', ')}`);
  if (stage === localStage || Object.hasOwn(stages, stage)) return known.timeZone;
  throw new Error(`"${stage}" is no stage; there are: ${[...Object.keys(stages), localStage].join(', ')}`);
}

/** Ctrl-C ends the command in order; a second one at once. */
function untilInterrupted() {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once('SIGINT', interrupt);
  return { signal: controller.signal, cleanUp: () => process.off('SIGINT', interrupt) };
}
