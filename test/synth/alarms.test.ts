import { existsSync, readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { webhookProviders } from '../../functions/providers/index.ts';
import { functionNames } from '../../lib/names.ts';
import { build, type Json, resources } from './synthesis.ts';

const template = Template.fromStack(build().stack);
const alarms = Object.values(resources(template, 'AWS::CloudWatch::Alarm')).map((alarm) => alarm.Properties);
const alarm = (name: string) => {
  const found = alarms.find((one) => one.AlarmName === `wirewatch-prod-${name}`);
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
};

test('every alarm says what it means for people, and which section of the runbook helps', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    expect(AlarmDescription, AlarmName).toMatch(/^[A-Z].{20,}\. Runbook: docs\/runbook\.md#[a-z-]+$/);
  }
});

test('the runbook has a section for every alarm', () => {
  const runbook = existsSync('docs/runbook.md') ? readFileSync('docs/runbook.md', 'utf8') : '';
  const missing = alarms
    .map(({ AlarmDescription }) => AlarmDescription.split('#')[1])
    .filter((anchor) => !runbook.includes(`id="${anchor}"`) && !headings(runbook).includes(anchor));
  expect([...new Set(missing)]).toEqual([]);
});

test('alarms go to a topic of their own, when they start and when they end', () => {
  const [topic] = Object.entries(resources(template, 'AWS::SNS::Topic')).filter(
    ([, one]) => one.Properties.TopicName === 'wirewatch-prod-alarms',
  );
  for (const { AlarmActions, OKActions } of alarms) {
    expect(AlarmActions).toEqual([{ Ref: topic?.[0] }]);
    expect(OKActions).toEqual(AlarmActions);
  }
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'on-call@example.com' });
});

test.each(functionNames)('%s: its errors and its throttles are alarms', (name) => {
  for (const [suffix, metric] of [
    ['errors', 'Errors'],
    ['throttles', 'Throttles'],
  ]) {
    expect(alarm(`${name}-${suffix}`)).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: metric,
      Dimensions: [{ Name: 'FunctionName', Value: `wirewatch-prod-${name}` }],
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  }
});

test('one message in any dead-letter queue is an alarm', () => {
  const queues = Object.values(resources(template, 'AWS::SQS::Queue'))
    .map((queue) => queue.Properties.QueueName)
    .filter((name) => name.endsWith('-dead-letters'));
  expect(queues).toHaveLength(6);
  for (const name of queues) {
    expect(alarm(name.replace('wirewatch-prod-', ''))).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: name }],
      Threshold: 0,
    });
  }
});

test.each(['spill', 'bus'])('%s: a message that has waited for a quarter of an hour is an alarm', (name) => {
  expect(alarm(`${name}-age`)).toMatchObject({
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: [{ Name: 'QueueName', Value: `wirewatch-prod-${name}` }],
    Threshold: 900,
  });
});

test('streams that fall behind are alarms', () => {
  for (const name of ['count', 'notify']) {
    expect(alarm(`${name}-behind`)).toMatchObject({ MetricName: 'IteratorAge', Threshold: 300_000 });
  }
});

test('silence of the evaluation is an alarm', () => {
  expect(alarm('no-ticks')).toMatchObject({
    Namespace: 'Wirewatch/prod',
    MetricName: 'TicksEvaluated',
    Dimensions: [{ Name: 'service', Value: 'evaluate' }],
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 300,
    TreatMissingData: 'breaching',
  });
});

test.each([2, 3, 16])(
  'of %i evaluators, silence of one is an alarm, and a tick early or late of each other is not',
  (shards) => {
    const shared = Template.fromStack(build('prod', { shards }).stack);
    const [found] = Object.values(
      shared.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'wirewatch-prod-too-few-ticks' } }),
    );
    expect(found?.Properties).toMatchObject({ MetricName: 'TicksEvaluated', Statistic: 'Sum', Period: 900 });
    expect(found?.Properties.ComparisonOperator).toBe('LessThanThreshold');
    expect(15 * (shards - 1)).toBeLessThan(found?.Properties.Threshold);
    expect(15 * shards - shards / 4).toBeGreaterThanOrEqual(found?.Properties.Threshold);
  },
);

test.each([...webhookProviders.keys()])('%s: refused signatures and lost webhooks are alarms', (provider) => {
  const dimensions = [
    { Name: 'provider', Value: provider },
    { Name: 'service', Value: 'ingest' },
  ];
  const { Metrics, Threshold } = alarm(`${provider}-signatures`);
  expect(Threshold).toBe(50);
  expect(Metrics[0].Expression).toContain('>= 20');
  const stats = Metrics.slice(1).map((one: Json) => one.MetricStat);
  expect(stats.map((stat: Json) => stat.Metric.MetricName).sort()).toEqual(['WebhooksAccepted', 'WebhooksRefused']);
  for (const stat of stats) {
    expect(stat).toMatchObject({
      Period: 300,
      Stat: 'Sum',
      Metric: { Namespace: 'Wirewatch/prod', Dimensions: dimensions },
    });
  }
  expect(alarm(`${provider}-webhooks-lost`)).toMatchObject({
    MetricName: 'WebhooksLost',
    Threshold: 0,
    Dimensions: dimensions,
  });
});

test('a notice that is given up is an alarm, for each channel', () => {
  for (const channel of ['slack', 'other']) {
    const services = alarm(`${channel}-notices-failed`)
      .Metrics.slice(1)
      .map((one: Json) => one.MetricStat.Metric.Dimensions.find((d: Json) => d.Name === 'service').Value);
    expect(services).toEqual(['notify', 'retry']);
  }
});

test('an alert that nobody has heard of for minutes is an alarm, and goes by none of the channels', () => {
  const untold = alarm('alerts-untold');
  expect(untold).toMatchObject({
    Namespace: 'Wirewatch/prod',
    MetricName: 'AlertsUntold',
    Dimensions: [{ Name: 'service', Value: 'evaluate' }],
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    Period: 60,
    EvaluationPeriods: 10,
    TreatMissingData: 'notBreaching',
  });
  expect(untold.AlarmDescription).toMatch(/^CRITICAL: /);
  const alertTopics = Object.entries(resources(template, 'AWS::SNS::Topic'))
    .filter(([, topic]) => topic.Properties.TopicName !== 'wirewatch-prod-alarms')
    .map(([id]) => ({ Ref: id }));
  expect(alertTopics).not.toHaveLength(0);
  for (const topic of alertTopics) expect(untold.AlarmActions).not.toContainEqual(topic);
});

test('a tenant whose people are told nothing is an alarm after ten minutes', () => {
  expect(alarm('dispatch-failed')).toMatchObject({
    MetricName: 'DispatchFailed',
    Dimensions: [{ Name: 'service', Value: 'evaluate' }],
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    Period: 300,
    EvaluationPeriods: 2,
    TreatMissingData: 'notBreaching',
  });
});

function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .trim()
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
