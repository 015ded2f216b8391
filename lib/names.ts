import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export { resourceName } from '../functions/core/resource-name.ts';

export function dashboardName(stage: string): string {
  return `Wirewatch-${stage}`;
}

export function logGroupName(stage: string, name: string): string {
  return `/wirewatch/${stage}/${name}`;
}

export function secretPath(stage: string): string {
  return `/wirewatch/${stage}`;
}

/** The functions, in the order of the data flow; each is a folder of `functions/`. */
export const functionNames = [
  'ingest',
  'bus',
  'replay',
  'count',
  'evaluate',
  'notify',
  'retry',
  'act',
  'api',
  'widget',
  'roll-up',
  'sweep',
  'audit',
  'forget',
] as const;
/** `enrich` is there only if the configuration asks for it. */
export type FunctionName = (typeof functionNames)[number] | 'enrich';

export function dashboardUrl(scope: Construct, stage: string): string {
  const { region } = Stack.of(scope);
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName(stage)}`;
}
