import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import { WirewatchStack } from '../../lib/wirewatch-stack.ts';
import { type Json, type Resource, resources, temporaryFolder } from '../synth/synthesis.ts';

function build(settings: Partial<ConfigInput>) {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, outdir: temporaryFolder() });
  const config = defineConfig({ rules: [], ...settings });
  const stack = new WirewatchStack(app, 'Wirewatch-prod', { config, stage: 'prod' });
  return { app, stack, template: Template.fromStack(stack) };
}

const off = build({});
const on = build({ enrich: { twilio: {} } });

const functionOf = (template: Template, name: string) =>
  Object.values(resources(template, 'AWS::Lambda::Function')).find(
    (fn) => fn.Properties.FunctionName === `wirewatch-prod-${name}`,
  );

const queueOf = (template: Template, name: string) =>
  Object.entries(resources(template, 'AWS::SQS::Queue')).find(
    ([, queue]) => queue.Properties.QueueName === `wirewatch-prod-${name}`,
  );

/** Actions by resource, of the policy of a function's role. */
function allowed(template: Template, fn: Resource | undefined): Record<string, string[]> {
  const role = fn?.Properties.Role['Fn::GetAtt'][0];
  const policies = Object.values(resources(template, 'AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some((one: Json) => one.Ref === role),
  );
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return Object.fromEntries(statements.map((one: Json) => [JSON.stringify(one.Resource), [one.Action].flat().sort()]));
}

test('nothing of it is in the stack when it is off', () => {
  expect(JSON.stringify(off.template.toJSON())).not.toMatch(/enrich|twilio-api/i);
  expect(JSON.stringify(on.template.toJSON())).toMatch(/enrich/);
});

describe('switched on, there is', () => {
  const fn = functionOf(on.template, 'enrich');
  const queue = queueOf(on.template, 'enrich');
  const deadLetters = queueOf(on.template, 'enrich-dead-letters');

  test('a function that takes at most ten messages at a time, twice at once, and gives back what failed', () => {
    on.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue?.[0], 'Arn'] },
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(fn?.Properties.Environment.Variables).toMatchObject({
      CONFIG_FILE: 'config.json',
      JOURNAL_TABLE: expect.anything(),
      STATE_TABLE: expect.anything(),
      ENRICH_QUEUE_URL: { Ref: queue?.[0] },
    });
  });

  test('a queue that waits longer than the function runs, and gives up after two hours', () => {
    expect(queue?.[1].Properties).toMatchObject({
      VisibilityTimeout: 360,
      RedrivePolicy: { maxReceiveCount: 20, deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters?.[0], 'Arn'] } },
    });
  });

  test('leave to do what it does, and nothing else', () => {
    const actions = allowed(on.template, fn);
    const journal = Object.entries(actions).filter(([resource]) => /Tables.?Journal/i.test(resource));
    expect(journal.map(([, list]) => list)).toEqual([['dynamodb:GetItem', 'dynamodb:PutItem']]);
    const parameters = Object.entries(actions).filter(([, list]) => list.includes('ssm:GetParameter'));
    expect(parameters).toHaveLength(1);
    expect(parameters[0]?.[0]).toContain(':parameter/wirewatch/prod/*/twilio-api"');
    const all = Object.values(actions).flat();
    expect(all.filter((action) => /^(secretsmanager|s3|sns|events):/.test(action))).toEqual([]);
    expect([...new Set(all.filter((action) => action.startsWith('dynamodb:')))].sort()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
  });

  test('leave for count to put messages into the queue, and into no other but its dead letters', () => {
    const count = functionOf(on.template, 'count');
    expect(count?.Properties.Environment.Variables.ENRICH_QUEUE_URL).toEqual({ Ref: queue?.[0] });
    expect(allowed(on.template, count)[JSON.stringify({ 'Fn::GetAtt': [queue?.[0], 'Arn'] })]).toEqual([
      'sqs:SendMessage',
    ]);
  });

  test.each(['enrich-errors', 'enrich-throttles', 'enrich-dead-letters'])('the alarm %s', (name) => {
    on.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `wirewatch-prod-${name}`,
      AlarmDescription: Match.stringLikeRegexp('Runbook: docs/runbook.md#'),
    });
  });

  test('no finding of the security checks that is not accepted with a reason', () => {
    for (const checks of [new AwsSolutionsChecks(on.app), new ServerlessChecks(on.app)]) {
      const { violations } = checks.validateScope(on.app);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
    }
  });
});

describe('at synth', () => {
  const warned = (asOf: string) => {
    const { stack } = build({ rateCards: [{ provider: 'twilio', asOf, prices: [{ segment: '$0.0083' }] }] });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('rateCards')).length;
  };

  test('an old rate card is a warning, one of today is none', () => {
    expect(warned('2020-01-01')).toBe(1);
    expect(warned(new Date().toISOString().slice(0, 10))).toBe(0);
  });
});
