import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import { type Json, resources, temporaryFolder } from './synthesis.ts';

const throttles = {
  id: 'throttles',
  kind: 'aws-metric',
  namespace: 'AWS/Lambda',
  metric: 'Throttles',
  statistic: 'Sum',
  when: { high: { above: 0 } },
  summary: 'Throttled',
} as const;

function deployed(rules: Parameters<typeof defineConfig>[0]['rules']) {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, outdir: temporaryFolder() });
  const stack = new WirewatchStack(app, 'Wirewatch-prod', { config: defineConfig({ rules }), stage: 'prod' });
  const policies = Object.values(resources(Template.fromStack(stack), 'AWS::IAM::Policy'));
  const statements: Json[] = policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
  return { app, metrics: statements.filter(({ Action }) => JSON.stringify(Action).includes('cloudwatch:')) };
}

describe('the evaluation, beside the API, which always may', () => {
  test('may read metrics of CloudWatch if a rule asks for one, and nothing else of it', () => {
    const { app, metrics } = deployed([throttles]);
    const right = { Action: 'cloudwatch:GetMetricData', Effect: 'Allow', Resource: '*' };
    expect(metrics).toEqual([right, right]);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('may not if no rule does, or only one that is off', () => {
    expect(deployed([]).metrics).toHaveLength(1);
    expect(deployed([{ ...throttles, enabled: false }]).metrics).toHaveLength(1);
  });

  test('may if such a rule is off and a part of another', () => {
    const when = { high: { all: ['throttles'] } };
    const other = { id: 'both', kind: 'composite' as const, when, summary: 'Both' };
    expect(deployed([{ ...throttles, enabled: false }, other]).metrics).toHaveLength(2);
  });
});
