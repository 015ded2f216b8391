import type { Command } from 'commander';
import type { ActOutcome } from '../functions/act/act-outcome.ts';
import { actOutcomeSchema } from '../functions/act/act-outcome.ts';
import type { ActRequest, Question } from '../functions/act/act-request.ts';
import { readConfig } from '../functions/config/read-config.ts';
import type { Actor } from '../functions/core/handling.ts';
import { outcomeText } from './outcome-text.ts';
import { personName } from './person-name.ts';
import { printable } from './printable.ts';
import { ofStage, print, zoneOf } from './stage-options.ts';
import { textArgument } from './text-argument.ts';

type Action = Exclude<ActRequest['action'], Question>;

export type AskOptions = { tenant: string; stage: string; json?: boolean | undefined };
export type ActOptions = AskOptions & { as?: string };

/** What an act command is told beside its own: as which person, for which tenant, in which stage. */
export function asPerson(command: Command): Command {
  return ofStage(command).option(
    '--as <name>',
    "who does it, for the audit; default: the machine's user",
    textArgument('a name'),
  );
}

/** How an action or a question ended. `zone`: the tenant's. */
type Told = { outcome: ActOutcome; zone: string };

/** Does what a command's arguments and options say. `zone`: the tenant's. @throws Error if it is not done */
export async function carryOut(options: ActOptions, action: (zone: string) => Action): Promise<void> {
  tell(await carriedOut(options, action), options);
}

/** Like {@link carryOut}, and says nothing of it. */
export async function carriedOut(options: ActOptions, action: (zone: string) => Action): Promise<Told> {
  return send(options, { name: personName(options.as, process.env), via: 'cli' }, action);
}

/** Asks for what the stage knows; nothing is audited, and so nobody's name is asked for. */
export async function ask(options: AskOptions, question: (zone: string) => Question): Promise<void> {
  tell(await send(options, { name: 'somebody', via: 'cli' }, question), options);
}

function tell({ outcome, zone }: Told, { json }: AskOptions): void {
  print(json ? JSON.stringify(outcome, null, 2) : outcomeText(outcome, zone));
}

/** @throws Error if things are not as they were asked for */
async function send(options: AskOptions, by: Actor, actionIn: (zone: string) => ActRequest['action']): Promise<Told> {
  const { createInvoke } = await import('./invoke.ts'); // loads the AWS SDK
  const { stage, tenant } = options;
  const zone = zoneOf(await readConfig(), options);
  const request = { tenant, by, action: actionIn(zone) };
  const outcome = await createInvoke(process.env)({ stage, name: 'act', request, answer: actOutcomeSchema });
  const why = whyNotDone(outcome, request.action.do);
  if (why !== undefined) throw new Error(printable(`Not done: ${why}.`));
  return { outcome, zone };
}

/** What is the case already if it is left as it is. */
const asked: readonly Action['do'][] = [
  'unacknowledge',
  'assign',
  'wake',
  'resolve',
  'end-silence',
  'remove-override',
  'revoke-token',
];

function whyNotDone(outcome: ActOutcome, did: ActRequest['action']['do']): string | undefined {
  if (outcome.kind === 'refused') return outcome.why;
  return outcome.kind === 'unchanged' && !asked.some((one) => one === did) ? outcome.why : undefined;
}
