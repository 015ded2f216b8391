import { App } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { DashboardStack } from '../../lib/dashboard-stack.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import config from './wirewatch.config.ts';

// The stacks of bin/wirewatch.ts, with what the emulator cannot do left out (docs/decisions/010-emulator.md).
const app = new App();
const stage = 'test';
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const stack = new WirewatchStack(app, `Wirewatch-${stage}`, {
  config,
  stage,
  env,
  schedulesEnabled: false,
  environment: { SINGLE_SHARD_STREAM: '1' },
});
new DashboardStack(app, `Wirewatch-${stage}-dashboards`, { stage, env });

for (const node of stack.node.findAll()) {
  if (node instanceof CfnAlarm && node.metrics !== undefined) node.node.scope?.node.tryRemoveChild(node.node.id);
}
