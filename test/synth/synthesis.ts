import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { defineConfig } from '../../functions/config/define-config.ts';
import { DashboardStack } from '../../lib/dashboards/dashboard-stack.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';

export const config = defineConfig({
  stages: { prod: { alarmEmail: 'on-call@example.com' }, dev: {} },
  tenants: { main: { timeZone: 'America/New_York' } },
  rules: [],
  routes: [{ to: ['slack'] }],
  channels: {
    slack: { kind: 'slack' },
    other: { kind: 'sns', topicArn: 'arn:aws:sns:us-east-1:111122223333:theirs' },
  },
});

const env = { account: '111122223333', region: 'us-east-1' };

let folders = 0;

/** An empty folder; the next run uses it again. */
export function temporaryFolder(): string {
  folders += 1;
  const folder = resolve('.cache/synth', `${process.env.VITEST_POOL_ID}-${folders}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Both stacks of a stage, without bundling the functions unless asked. */
export function build(stage = 'prod', { bundle = false, shards = 1 }: { bundle?: boolean; shards?: number } = {}) {
  const context: AppProps = bundle ? {} : { context: { 'aws:cdk:bundling-stacks': [] } };
  const app = new App({ ...context, outdir: temporaryFolder() });
  const stack = new WirewatchStack(app, `Wirewatch-${stage}`, {
    config: { ...config, evaluation: { ...config.evaluation, shards } },
    stage,
    env,
  });
  const dashboards = new DashboardStack(app, `Wirewatch-${stage}-dashboards`, {
    config,
    stage,
    env,
    alarms: stack.alarms,
  });
  return { app, stack, dashboards };
}

// biome-ignore lint/suspicious/noExplicitAny: templates are JSON of many shapes
export type Json = any;
export type Resource = { Type: string; Properties: Record<string, Json>; DeletionPolicy?: string };

/** The resources of one type, by logical id. */
export function resources(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}
