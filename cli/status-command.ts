import { styleText } from 'node:util';
import type { Command } from 'commander';
import type * as z from 'zod';
import { statusSchema } from '../functions/api/answers/about.ts';
import { localStamps } from '../functions/core/calendar.ts';
import { countText, durationText } from '../functions/core/number-text.ts';
import type { AskOptions } from './act.ts';
import { stageApi } from './ask-api.ts';
import { printable } from './printable.ts';
import { ofStage, print } from './stage-options.ts';
import { textTable } from './text-table.ts';

type Status = z.infer<typeof statusSchema>;
type Stamp = (at: string | undefined) => string;

/** Adds the command on how Wirewatch itself is. */
export function addStatus(program: Command): void {
  ofStage(
    program
      .command('status')
      .description('whether webhooks come in, are counted and judged, and people told; exit code 1 if not'),
  )
    .addHelpText('after', '\n  npx wirewatch status\n  npx wirewatch status --json')
    .action(async (options: AskOptions) => {
      const { ask, zone } = await stageApi(options);
      const status = await ask({ path: '/v1/status', answer: statusSchema });
      print(options.json ? JSON.stringify(status, null, 2) : statusText(status, options, stampsOf(zone)));
      if (!status.healthy) process.exitCode = 1;
    });
}

function stampsOf(zone: string): Stamp {
  const stamp = localStamps(zone);
  return (at) => (at === undefined ? 'never' : stamp(Date.parse(at)));
}

function statusText(status: Status, { stage }: { stage: string }, stamp: Stamp): string {
  const { healthy, problems, alerts } = status;
  const headline = healthy ? styleText('green', `${stage} is healthy`) : styleText('red', `${stage} is not healthy`);
  const untold = alerts.untold > 0 ? `, of ${countText(alerts.untold)} nobody could be told` : '';
  return [
    headline,
    ...problems.map((problem) => styleText('yellow', `  ${printable(problem)}`)),
    '',
    `judged    ${judgedText(status.evaluation, stamp)}`,
    `counted   ${durationText(Math.max(0, status.countLagMs))} behind`,
    `alerts    ${countText(alerts.firing)} firing${untold}`,
    '',
    providersText(status.providers, stamp),
    '',
    queuesText(status.queues),
  ].join('\n');
}

function judgedText({ lastTick, behindMs, rules }: Status['evaluation'], stamp: Stamp): string {
  if (lastTick === undefined) return 'never: evaluation has not run yet';
  const behind = behindMs === undefined ? '' : `, ${durationText(Math.max(0, behindMs))} behind`;
  return `up to ${stamp(lastTick)}${behind}, by ${countText(rules)} rules`;
}

function providersText(providers: Status['providers'], stamp: Stamp): string {
  if (providers.length === 0) return 'No provider has called yet: wirewatch.config.ts and docs/connecting.md say how.';
  const rows = providers.map(({ provider, lastWebhookAt, lastRecordedAt, lastRefusal }) => {
    const refusal = lastRefusal && `${stamp(lastRefusal.at)} ${lastRefusal.why}: ${lastRefusal.hint}`;
    return [provider, stamp(lastWebhookAt), stamp(lastRecordedAt), refusal ?? 'none'];
  });
  return textTable([['provider', 'last webhook', 'last with news', 'last refusal'], ...rows]);
}

function queuesText(queues: Status['queues']): string {
  if (queues === undefined) return 'The queues cannot be asked.';
  const rows = queues.map(({ step, waiting, deadLetters }) => [step, countText(waiting), countText(deadLetters)]);
  return textTable([['queue', 'waiting', 'given up'], ...rows], [1, 2]);
}
