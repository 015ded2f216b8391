import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Names that people meet in consoles, and by which the dashboard's stack finds things without tying the two stacks
 * together. A stage is one deployment per account and region: its secrets are already called `/wirewatch/<stage>/…`.
 */
export function resourceName(stage: string, part: string): string {
  return `wirewatch-${stage}-${part}`;
}

export function dashboardName(stage: string): string {
  return `Wirewatch-${stage}`;
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
  'roll-up',
  'sweep',
  'audit',
  'forget',
] as const;
export type FunctionName = (typeof functionNames)[number];

export function dashboardUrl(scope: Construct, stage: string): string {
  const { region } = Stack.of(scope);
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName(stage)}`;
}
