import { App, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { DashboardStack } from '../../lib/dashboards/dashboard-stack.ts';
import { ServiceFunction } from '../../lib/service-function.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import config from './wirewatch.config.ts';

// The stacks of bin/wirewatch.ts, but for what the emulator cannot do (docs/decisions/010-emulator.md).
const app = new App({ defaultStackSynthesizer: new CliCredentialsStackSynthesizer() });
const stage = 'test';
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const stack = new WirewatchStack(app, `Wirewatch-${stage}`, {
  config,
  stage,
  env,
  schedulesEnabled: false,
  environment: { SINGLE_SHARD_STREAM: '1' },
});
new DashboardStack(app, `Wirewatch-${stage}-dashboards`, {
  config,
  stage,
  env,
  alarms: stack.alarms,
  savesQueries: false,
});

for (const node of stack.node.findAll()) {
  if (needsMetricMath(node) || refusesPlainHttp(node)) node.node.scope?.node.tryRemoveChild(node.node.id);
  if (!(node instanceof ServiceFunction)) continue;
  if (isOneOf(node, ['ingest', 'bus', 'replay', 'api'])) allowKeyByName(node, 'NumberKey');
  if (isOneOf(node, ['notify', 'act'])) allowKeyByName(node, 'LinkKey');
  if (isOneOf(node, ['notify'])) node.allow(['ses:SendEmail'], ['*']);
}

function needsMetricMath(node: IConstruct): boolean {
  return node instanceof CfnAlarm && node.metrics !== undefined;
}

function refusesPlainHttp(node: IConstruct): boolean {
  return node instanceof CfnQueuePolicy || node instanceof CfnBucketPolicy || node instanceof CfnTopicPolicy;
}

/** `notify` is of the construct that holds `retry`, too. */
function isOneOf(fn: ServiceFunction, names: string[]): boolean {
  return names.some((name) => fn.node.path.toLowerCase().includes(`/${name}/`));
}

function allowKeyByName(fn: ServiceFunction, key: string): void {
  fn.allow(
    ['secretsmanager:GetSecretValue'],
    [`arn:aws:secretsmanager:*:*:secret:${stack.stackName}-Wirewatch${key}*`],
  );
}
