import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { ActOutcome } from '../functions/act/act-outcome.ts';
import { actOutcomeSchema } from '../functions/act/act-outcome.ts';
import type { ActRequest } from '../functions/act/act-request.ts';
import { readConfig } from '../functions/config/read-config.ts';
import type { createInvoke } from './invoke.ts';
import { outcomeText } from './outcome-text.ts';
import { ofStage, print, zoneOf } from './stage-options.ts';

export type ActOptions = { tenant: string; stage: string; as: string; json?: boolean | undefined };

/** What an act command is told beside its own: as which person, for which tenant, in which stage. */
export function asPerson(command: Command): Command {
  return ofStage(command).option('--as <name>', 'who does it, for the audit', userInfo().username);
}

/** Asks the stage to do something, or for what it knows, and prints what it says. @throws Error if it is refused */
export async function actAs(
  { tenant, stage, as, json }: ActOptions,
  action: ActRequest['action'],
  tools: { invoke: ReturnType<typeof createInvoke>; zone: string; print(text: string): void },
): Promise<ActOutcome> {
  const request: ActRequest = { tenant, by: { name: as, via: 'cli' }, action };
  const outcome = await tools.invoke({ stage, name: 'act', request, answer: actOutcomeSchema });
  if (outcome.kind === 'refused') throw new Error(`Not done: ${outcome.why}.`);
  tools.print(json ? JSON.stringify(outcome, null, 2) : outcomeText(outcome, tools.zone));
  return outcome;
}

/** The action of a command whose arguments and options make an action. `zone`: the tenant's. */
export async function carryOut(options: ActOptions, action: (zone: string) => ActRequest['action']): Promise<void> {
  const { createInvoke } = await import('./invoke.ts'); // loads the AWS SDK
  const zone = zoneOf(await readConfig(), options);
  await actAs(options, action(zone), { invoke: createInvoke(process.env), zone, print });
}
