import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../lib/names.ts';
import { version } from '../../lib/version.ts';
import { build, type Json, type Resource, resources } from './synthesis.ts';

const template = Template.fromStack(build().stack);
const functions = Object.entries(resources(template, 'AWS::Lambda::Function'));
const policies = Object.values(resources(template, 'AWS::IAM::Policy'));

test('there is a function for every step, and no other', () => {
  const names = functions.map(([, fn]) => fn.Properties.FunctionName);
  expect(names.sort()).toEqual(functionNames.map((name) => `wirewatch-prod-${name}`).sort());
});

describe.each(functions)('%s', (_, fn) => {
  test('runs on Node 24 on ARM, and logs JSON', () => {
    expect(fn.Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(fn.Properties.LoggingConfig.LogFormat).toBe('JSON');
    expect(fn.Properties.Environment.Variables).toMatchObject({
      STAGE: 'prod',
      VERSION: version,
      NODE_OPTIONS: '--enable-source-maps',
      POWERTOOLS_METRICS_NAMESPACE: 'Wirewatch/prod',
    });
  });

  test('has a role of its own', () => {
    const role = fn.Properties.Role['Fn::GetAtt'][0];
    expect(functions.filter(([, other]) => other.Properties.Role['Fn::GetAtt'][0] === role)).toHaveLength(1);
    expect(resources(template, 'AWS::IAM::Role')[role]?.Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('keeps its log for a month', () => {
    const group = resources(template, 'AWS::Logs::LogGroup')[fn.Properties.LoggingConfig.LogGroup.Ref];
    expect(group?.Properties.RetentionInDays).toBe(30);
  });

  test("does not take a part of the account's concurrency for itself", () => {
    expect(fn.Properties.ReservedConcurrentExecutions).toBeUndefined();
  });
});

test('every function is traced but the one that a provider waits for', () => {
  const untraced = functions.filter(([, fn]) => fn.Properties.TracingConfig?.Mode !== 'Active');
  expect(untraced.map(([, fn]) => fn.Properties.FunctionName)).toEqual(['wirewatch-prod-ingest']);
});

test('every function has the environment that its handler parses', () => {
  const variables = (name: string) => Object.keys(functionOf(name).Properties.Environment.Variables);
  const links = ['ACT_URL', 'LINK_KEY_ID'];
  const tables = ['ALERTS_TABLE', 'STATE_TABLE'];
  const sending = ['STAGE', 'CONFIG_FILE', ...tables, ...links, 'RETRY_QUEUE_URL', 'ALERT_TOPIC_ARN', 'DASHBOARD_URL'];
  const taking = ['STAGE', 'CONFIG_FILE', 'JOURNAL_TABLE', 'SPILL_BUCKET', 'NUMBER_KEY_SECRET'];
  expect(variables('ingest')).toEqual(
    expect.arrayContaining([...taking, 'COUNTERS_TABLE', 'STATE_TABLE', 'SPILL_QUEUE_URL']),
  );
  expect(variables('bus')).toEqual(expect.arrayContaining([...taking.slice(1), 'STATE_TABLE']));
  expect(variables('replay')).toEqual(expect.arrayContaining([...taking, 'COUNTERS_TABLE']));
  expect(variables('count')).toEqual(
    expect.arrayContaining(['COUNTERS_TABLE', 'STATE_TABLE', 'DEAD_LETTER_QUEUE_URL']),
  );
  expect(variables('evaluate')).toEqual(
    expect.arrayContaining(['CONFIG_FILE', 'JOURNAL_TABLE', 'COUNTERS_TABLE', 'ALERTS_TABLE', 'STATE_TABLE']),
  );
  expect(variables('notify')).toEqual(expect.arrayContaining([...sending, 'EVENT_BUS_NAME']));
  expect(variables('retry')).toEqual(expect.arrayContaining(sending));
  expect(variables('act')).toEqual(
    expect.arrayContaining(['STAGE', 'CONFIG_FILE', 'ALERTS_TABLE', 'STATE_TABLE', 'LINK_KEY_ID']),
  );
  expect(variables('api')).toEqual(
    expect.arrayContaining([
      ...taking,
      ...tables,
      'COUNTERS_TABLE',
      'VERSION',
      'WEBHOOK_BASE',
      'QUEUES',
      'NOTIFY_FUNCTION',
    ]),
  );
  expect(variables('widget')).toEqual(
    expect.arrayContaining(['CONFIG_FILE', 'JOURNAL_TABLE', ...tables, 'COUNTERS_TABLE', 'FUNCTION_ARN', 'PAGE_URL']),
  );
  expect(variables('sweep')).toEqual(
    expect.arrayContaining(['CONFIG_FILE', 'JOURNAL_TABLE', 'COUNTERS_TABLE', 'STATE_TABLE']),
  );
  expect(variables('audit')).toEqual(
    expect.arrayContaining(['CONFIG_FILE', 'JOURNAL_TABLE', 'COUNTERS_TABLE', 'STATE_TABLE']),
  );
  expect(variables('forget')).toEqual(
    expect.arrayContaining(['CONFIG_FILE', 'JOURNAL_TABLE', 'STATE_TABLE', 'NUMBER_KEY_SECRET']),
  );
  expect(variables('roll-up')).toEqual(expect.arrayContaining(['CONFIG_FILE', 'COUNTERS_TABLE']));
});

test('no permission names an action by wildcard, and only X-Ray and reading metrics are allowed on everything', () => {
  const statements = policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
  const forEverything = [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['cloudwatch:GetMetricData']];
  for (const { Action, Resource: resource } of statements) {
    const actions = [Action].flat();
    expect(actions.filter((action: string) => action.includes('*'))).toEqual([]);
    if ([resource].flat().includes('*')) expect(forEverything).toContainEqual(actions);
  }
});

test("secrets of providers and channels are readable for this stage's functions that need them only", () => {
  const readers = policies.filter((policy) => JSON.stringify(policy).includes('ssm:GetParameter'));
  for (const policy of readers) {
    const statement = policy.Properties.PolicyDocument.Statement.find((one: Json) => one.Action === 'ssm:GetParameter');
    expect(JSON.stringify(statement.Resource)).toContain('parameter/wirewatch/prod/*');
  }
  expect(readers).toHaveLength(5);
});

test('notices may go to the topics that the configuration names, and to no other', () => {
  const publishers = policies.filter((policy) => JSON.stringify(policy).includes('sns:Publish'));
  expect(publishers).toHaveLength(2);
  for (const policy of publishers) {
    expect(JSON.stringify(policy)).toContain('arn:aws:sns:us-east-1:111122223333:theirs');
  }
});

function functionOf(name: string): Resource {
  const found = functions.find(([, fn]) => fn.Properties.FunctionName === `wirewatch-prod-${name}`);
  if (!found) throw new Error(`no function ${name}`);
  return found[1];
}
