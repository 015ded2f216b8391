import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { cache, progress, run } from './command.ts';
import type { Emulator } from './emulator.ts';

export const stage = 'test';

/** Deploys both stacks. @param env what the configuration reads @returns the stacks' outputs */
export async function deploy(emulator: Emulator, env: Record<string, string>): Promise<Record<string, string>> {
  const outputs = join(cache, 'deploy-outputs.json');
  const common = ['--app', 'node test/deploy/app.ts', '--output', join(cache, 'deploy.cdk.out'), '--ci'];
  const all = { ...emulator.env, ...env };
  progress('cdk bootstrap');
  await run('cdk', ['bootstrap', ...common], all);
  progress('cdk deploy --all');
  await run('cdk', ['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs, ...common], all);
  return Object.assign({}, ...Object.values(JSON.parse(readFileSync(outputs, 'utf8'))));
}

export async function setSecret(name: string, value: string): Promise<void> {
  const Name = `/wirewatch/${stage}/main/${name}`;
  await new SSMClient().send(new PutParameterCommand({ Name, Value: value, Type: 'SecureString' }));
}

/** Calls a function. @returns what it answers @throws if it fails */
export async function invoke(name: string, request: object): Promise<unknown> {
  const command = new InvokeCommand({ FunctionName: functionName(name), Payload: JSON.stringify(request) });
  const answer = await new LambdaClient().send(command);
  const text = answer.Payload?.transformToString() ?? '';
  if (answer.FunctionError !== undefined) throw new Error(`${name} failed: ${text}`);
  return JSON.parse(text);
}

/** Runs `evaluate` as the schedule would, for the minute that starts at `tick`. */
export function evaluate(tick: number): Promise<unknown> {
  return invoke('evaluate', { tick: new Date(tick).toISOString() });
}

/**
 * Puts an event into the queues that the deployed rule names, as EventBridge would: only AWS itself may put an `aws.` source on
 * a bus.
 */
export async function deliverByRule(event: object): Promise<void> {
  const bus = new EventBridgeClient();
  const { Rules = [] } = await bus.send(new ListRulesCommand({ NamePrefix: functionName('bus') }));
  for (const { Name, EventPattern } of Rules) {
    const { Result } = await bus.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }));
    if (!Result) throw new Error(`${Name} does not match the event`);
    const { Targets = [] } = await bus.send(new ListTargetsByRuleCommand({ Rule: Name }));
    for (const { Arn } of Targets) await sendTo(Arn ?? '', event);
  }
}

async function sendTo(queueArn: string, event: object): Promise<void> {
  const sqs = new SQSClient();
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueArn.split(':').at(-1) }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
}

/** The name of a table, from the environment of a function that uses it. */
export async function tableName(fn: string, variable: string): Promise<string> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName(fn) });
  const { Environment } = await new LambdaClient().send(command);
  const name = Environment?.Variables?.[variable];
  if (name === undefined) throw new Error(`${fn} has no ${variable}`);
  return name;
}

function functionName(name: string): string {
  return `wirewatch-${stage}-${name}`;
}
