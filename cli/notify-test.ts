import type { Config } from '../functions/config/schema.ts';
import { type TestOutcome, type TestRequest, testOutcomeSchema } from '../functions/notify/answer-test.ts';
import type { createInvoke } from './invoke.ts';
import { channelIn } from './notify-preview.ts';
import { printable } from './printable.ts';
import { zoneOf } from './stage-options.ts';

export type NotifyTestOptions = { tenant: string; stage: string; json?: boolean | undefined };

export type NotifyTestDeps = {
  config: Config;
  invoke: ReturnType<typeof createInvoke>;
  print(text: string): void;
};

/** Has the stage send a marked notice to a channel, and prints what became of it. @returns the exit code: 1 if it did not arrive */
export async function notifyTest(channel: string, options: NotifyTestOptions, deps: NotifyTestDeps): Promise<number> {
  const { tenant, stage, json } = options;
  zoneOf(deps.config, options);
  channelIn(deps.config, channel);
  const request: TestRequest = { test: { tenant, channel } };
  const outcome = await deps.invoke({ stage, name: 'notify', request, answer: testOutcomeSchema });
  deps.print(json ? JSON.stringify(outcome, null, 2) : outcomeText(outcome, channel, options));
  return outcome.kind === 'sent' ? 0 : 1;
}

function outcomeText(outcome: TestOutcome, channel: string, options: NotifyTestOptions): string {
  if (outcome.kind === 'sent') {
    return `${channel} took the test. Look for "TEST  The channel ${channel} reaches you", and close what it opened.`;
  }
  return `${printable(`${channel} was not told: ${outcome.why}.`)}\n${advice(outcome.kind, channel, options)}`;
}

function advice(
  kind: Exclude<TestOutcome['kind'], 'sent'>,
  channel: string,
  { tenant, stage }: NotifyTestOptions,
): string {
  const secret = `npx wirewatch secret set ${channel} ${tenant} --stage ${stage}`;
  const texts = {
    unknown: 'Deploy the configuration that you have here, and try again.',
    unconfigured: `Real notices skip it. If it is the secret that is missing: ${secret}`,
    refused: `Real notices would be lost. Look at its settings, and at its secret: ${secret}`,
    retry:
      'Real notices are tried again for about an hour. Try again; if it stays so, see docs/runbook.md#notices-failed.',
  };
  return texts[kind];
}
