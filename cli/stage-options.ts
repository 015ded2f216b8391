import { type Command, Option } from 'commander';
import type { Config } from '../functions/config/schema.ts';
import { second } from '../functions/core/time.ts';

export const print = (text: string) => console.log(text);

/** The stage that `npm start` runs. */
export const localStage = 'local';

/** What every command on a deployment is told: of which tenant, in which stage, and whether as JSON. */
export function ofStage(command: Command): Command {
  return command
    .option('--tenant <tenant>', 'a tenant of wirewatch.config.ts', 'main')
    .addOption(new Option('--stage <stage>', 'the stage; local is what npm start runs').env('STAGE').default('prod'))
    .option('--json', 'print JSON');
}

/** The tenant's zone. @throws Error if the configuration knows no such tenant or stage */
export function zoneOf(config: Config, { tenant, stage }: { tenant: string; stage: string }): string {
  const { tenants } = config;
  const known = Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined;
  if (known === undefined) throw new Error(`"${tenant}" is no tenant; there are: ${Object.keys(tenants).join(', ')}`);
  stageIn(config, stage);
  return known.timeZone;
}

/** The stage. @throws Error if the configuration knows no such one */
export function stageIn({ stages }: Pick<Config, 'stages'>, stage: string): string {
  if (stage === localStage || Object.hasOwn(stages, stage)) return stage;
  throw new Error(`"${stage}" is no stage; there are: ${[...Object.keys(stages), localStage].join(', ')}`);
}

/** Ctrl-C ends the command in order; a second one at once. */
export function untilInterrupted() {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once('SIGINT', interrupt);
  return { signal: controller.signal, cleanUp: () => process.off('SIGINT', interrupt) };
}

/** Lets through what is told when nothing was for two seconds: short work is silent. @param now epoch milliseconds */
export function nowAndThen(tell: (text: string) => void, now: () => number): (text: string) => void {
  let last = now();
  return (text) => {
    if (now() - last < 2 * second) return;
    last = now();
    tell(text);
  };
}
