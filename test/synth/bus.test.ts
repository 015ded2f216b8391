import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { expect, test } from 'vitest';
import { busProviders } from '../../functions/providers/index.ts';
import { Bus } from '../../lib/bus.ts';
import { Spill } from '../../lib/spill.ts';
import { Tables } from '../../lib/tables.ts';
import { build, config, type Json, resources, temporaryFolder } from './synthesis.ts';

const template = Template.fromStack(build().stack);
const stage = 'prod';

/** The construct by itself, for providers of these sources. */
function busFor(sources: readonly string[]): Template {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, outdir: temporaryFolder() });
  const stack = new Stack(app, 'Stack');
  new Bus(stack, 'Bus', {
    deployment: { stage, config },
    tables: new Tables(stack, 'Tables', { stage }),
    spill: new Spill(stack, 'Spill', { stage }),
    numberKey: new Secret(stack, 'NumberKey'),
    sources,
  });
  return Template.fromStack(stack);
}

test('the rule matches the sources of the registry, and nothing else', () => {
  const sources = [...busProviders.values()].map(({ source }) => source);
  const rules = Object.values(resources(template, 'AWS::Events::Rule')).map((rule) => rule.Properties);
  expect(rules.map((rule) => rule.EventPattern)).toEqual(sources.length === 0 ? [] : [{ source: sources }]);
});

test('there is one rule for all sources, on the default bus, and none without a source', () => {
  const two = Object.values(resources(busFor(['aws.pigeons', 'aws.ravens']), 'AWS::Events::Rule'));
  expect(two.map((rule) => rule.Properties)).toMatchObject([
    { EventPattern: { source: ['aws.pigeons', 'aws.ravens'] }, State: 'ENABLED' },
  ]);
  expect(two[0]?.Properties.EventBusName).toBeUndefined();
  busFor([]).resourceCountIs('AWS::Events::Rule', 0);
});

test('events go to a queue, and what EventBridge cannot put there is tried for a day, and then kept', () => {
  busFor(['aws.pigeons']).hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      Match.objectLike({
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BusQueue'), 'Arn'] },
        RetryPolicy: { MaximumEventAgeInSeconds: 24 * 3600, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BusDeadLetters'), 'Arn'] } },
      }),
    ],
  });
});

test('what the function cannot take is tried for a day, as spilled webhooks are, and then kept', () => {
  const [bus, spill] = ['bus', 'spill'].map((name) => {
    const { RedrivePolicy, VisibilityTimeout } = queue(name);
    return RedrivePolicy.maxReceiveCount * VisibilityTimeout;
  });
  expect([bus, spill]).toEqual([24 * 3600, 24 * 3600]);
  const { deadLetterTargetArn } = queue('bus').RedrivePolicy;
  expect(deadLetterTargetArn['Fn::GetAtt'][0]).toMatch(/BusDeadLetters/);
  expect(queue('bus').MessageRetentionPeriod).toBe(14 * 24 * 3600);
});

test('the function says which events of a batch it could not take', () => {
  busFor(['aws.pigeons']).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BusQueue'), 'Arn'] },
    FunctionName: { Ref: Match.stringLikeRegexp('^BusFunction') },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('only the rule may put events into the queue', () => {
  const alone = busFor(['aws.pigeons']);
  const [policy] = Object.entries(resources(alone, 'AWS::SQS::QueuePolicy')).flatMap(([id, one]) =>
    id.startsWith('BusQueue') ? [one] : [],
  );
  const allowed = policy?.Properties.PolicyDocument.Statement.filter(({ Effect }: Json) => Effect === 'Allow');
  expect(allowed).toMatchObject([
    {
      Action: expect.arrayContaining(['sqs:SendMessage']),
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^BusRule/), 'Arn'] } } },
    },
  ]);
});

test('one dead letter of the bus is an alarm', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'wirewatch-prod-bus-dead-letters',
    Dimensions: [{ Name: 'QueueName', Value: 'wirewatch-prod-bus-dead-letters' }],
    Threshold: 0,
  });
});

test('the function may write the journal, the state and the quarantine, read the number key, and nothing else', () => {
  const alone = busFor(['aws.pigeons']);
  const [policy] = Object.entries(resources(alone, 'AWS::IAM::Policy')).flatMap(([id, one]) =>
    id.startsWith('BusFunctionRole') ? [one] : [],
  );
  const allowed: Record<string, string[]> = {};
  for (const { Action, Resource } of policy?.Properties.PolicyDocument.Statement ?? []) {
    for (const action of [Action].flat()) allowed[action] = [...(allowed[action] ?? []), targetOf(Resource)].toSorted();
  }
  expect(allowed).toEqual({
    'dynamodb:GetItem': ['TablesJournal', 'TablesState'],
    'dynamodb:PutItem': ['TablesJournal'],
    'dynamodb:Query': ['TablesJournal/index/byRecipient'],
    'dynamodb:UpdateItem': ['TablesState'],
    'logs:CreateLogStream': ['BusFunctionLog'],
    'logs:PutLogEvents': ['BusFunctionLog'],
    's3:PutObject': ['SpillBucket/quarantine/*'],
    'secretsmanager:GetSecretValue': ['NumberKey'],
    'sqs:ChangeMessageVisibility': ['BusQueue'],
    'sqs:DeleteMessage': ['BusQueue'],
    'sqs:GetQueueAttributes': ['BusQueue'],
    'sqs:GetQueueUrl': ['BusQueue'],
    'sqs:ReceiveMessage': ['BusQueue'],
    'xray:PutTelemetryRecords': ['*'],
    'xray:PutTraceSegments': ['*'],
  });
});

/** A queue of the stack. */
function queue(name: string): Json {
  const queues = Object.values(resources(template, 'AWS::SQS::Queue')).map((one) => one.Properties);
  return queues.find(({ QueueName }) => QueueName === `wirewatch-${stage}-${name}`);
}

/** The logical id of a resource, without its hash, and what follows it. */
function targetOf(resource: Json): string {
  if (typeof resource === 'string') return resource;
  const [, parts = []] = resource['Fn::Join'] ?? [];
  const rest = parts.filter((part: Json) => typeof part === 'string').join('');
  const [id] = resource.Ref ? [resource.Ref] : (resource['Fn::GetAtt'] ?? parts[0]['Fn::GetAtt']);
  return id.replace(/[0-9A-F]{8}$/, '') + rest;
}
