#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { readConfig } from '../functions/config/read-config.ts';
import { DashboardStack } from '../lib/dashboards/dashboard-stack.ts';
import { addSecurityChecks } from '../lib/security-checks.ts';
import { WirewatchStack } from '../lib/wirewatch-stack.ts';

// `--context stage=…` picks one of the configuration's stages, `--context config=…` another configuration.
const app = new App();
const config = await readConfig(app.node.tryGetContext('config'));
const stage = String(app.node.tryGetContext('stage') ?? Object.keys(config.stages)[0] ?? 'prod');

const env = {
  account: config.stages[stage]?.account ?? process.env.CDK_DEFAULT_ACCOUNT,
  region: config.stages[stage]?.region ?? process.env.CDK_DEFAULT_REGION,
};
const { alarms } = new WirewatchStack(app, `Wirewatch-${stage}`, { config, stage, env });
new DashboardStack(app, `Wirewatch-${stage}-dashboards`, { config, stage, env, alarms });
addSecurityChecks(app);
