import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { functionNames } from '../../lib/names.ts';
import { Wirewatch } from '../../lib/wirewatch.ts';
import { build, config, resources, temporaryFolder } from './synthesis.ts';

const { stack, dashboards } = build();
const template = Template.fromStack(stack);

test('webhooks come in on two routes, for every method, without an authoriser', () => {
  const routes = Object.values(resources(template, 'AWS::ApiGatewayV2::Route')).map((route) => route.Properties);
  const webhooks = routes.filter((route) => route.RouteKey.includes('/webhooks/'));
  expect(webhooks.map((route) => route.RouteKey).sort()).toEqual([
    'ANY /webhooks/{provider}',
    'ANY /webhooks/{provider}/{tenant}',
    'ANY /webhooks/{provider}/{tenant}/{event}',
  ]);
});

const routeKeys = Object.values(resources(template, 'AWS::ApiGatewayV2::Route')).map(
  (route): string => route.Properties.RouteKey,
);
const [apiStage] = Object.values(resources(template, 'AWS::ApiGatewayV2::Stage'));

test('people act on four routes of the same API, which are slower than those of providers', () => {
  const acting = routeKeys.filter((key) => / \/(act|slack)\//.test(key));
  expect(acting.sort()).toEqual(['GET /act/{token}', 'HEAD /act/{token}', 'POST /act/{token}', 'POST /slack/interact']);
  for (const key of acting) {
    expect(apiStage?.Properties.RouteSettings[key]).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
  }
});

test('every route but those of providers has a limit of its own, so that a flood of questions loses no webhook', () => {
  const limited = Object.keys(apiStage?.Properties.RouteSettings);
  expect(limited.sort()).toEqual(routeKeys.filter((key) => !key.includes('/webhooks/')).sort());
});

test('the links of messages are signed with a key that outlives its stack', () => {
  const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
  const key = secrets.find(({ Properties }) => Properties.Description.includes('links'));
  expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { GenerateSecretString: { PasswordLength: 64 } } });
});

test('the API keeps an access log that says nothing of the query and of links, and stops a flood', () => {
  const [stage] = Object.values(resources(template, 'AWS::ApiGatewayV2::Stage'));
  expect(stage?.Properties).toMatchObject({
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 4000 },
  });
  expect(stage?.Properties.AccessLogSettings.Format).toContain('$context.requestId');
  expect(stage?.Properties.AccessLogSettings.Format).not.toMatch(/query|context\.path|httpPath/i);
});

test("count reads the journal's stream so that nothing is skipped and every event names its shard", () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    TumblingWindowInSeconds: 60,
    BatchSize: 1000,
    MaximumBatchingWindowInSeconds: 5,
    StartingPosition: 'TRIM_HORIZON',
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: false,
    MaximumRecordAgeInSeconds: 23 * 3600,
    MaximumRetryAttempts: Match.absent(),
    DestinationConfig: { OnFailure: Match.anyValue() },
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT","MODIFY"]}' }] },
  });
});

test('both streams have a place for what they give up', () => {
  const sources = Object.values(resources(template, 'AWS::Lambda::EventSourceMapping')).map((one) => one.Properties);
  const streams = sources.filter((source) => source.StartingPosition !== undefined);
  expect(streams).toHaveLength(2);
  for (const stream of streams) expect(stream.DestinationConfig?.OnFailure).toBeDefined();
});

test('the schedules say for which minute they run, and keep what they could not run', () => {
  const schedules = Object.values(resources(template, 'AWS::Scheduler::Schedule')).map((one) => one.Properties);
  expect(schedules.map((schedule) => [schedule.ScheduleExpression, schedule.State]).sort()).toEqual([
    ['cron(* * * * ? *)', 'ENABLED'],
    ['cron(10 * * * ? *)', 'ENABLED'],
    ['cron(30 * * * ? *)', 'ENABLED'],
    ['cron(50 * * * ? *)', 'ENABLED'],
  ]);
  for (const { Target } of schedules) {
    expect(Target.Input).toBe('{"tick":"<aws.scheduler.scheduled-time>"}');
    expect(Target.DeadLetterConfig).toBeDefined();
  }
  const async = Object.values(resources(template, 'AWS::Lambda::EventInvokeConfig'));
  expect(async).toHaveLength(schedules.length);
  for (const { Properties } of async) expect(Properties.DestinationConfig.OnFailure).toBeDefined();
});

test('every evaluator that shares the alerts has a schedule, which says which one it is', () => {
  const shared = Template.fromStack(build('prod', { shards: 3 }).stack);
  const schedules = Object.values(resources(shared, 'AWS::Scheduler::Schedule')).map((one) => one.Properties);
  const evaluate = schedules.filter(({ Name }) => Name.startsWith('wirewatch-prod-evaluate'));
  expect(evaluate.map(({ Name, Target }) => [Name, Target.Input]).sort()).toEqual(
    [0, 1, 2].map((shard) => [
      `wirewatch-prod-evaluate-${shard}`,
      `{"tick":"<aws.scheduler.scheduled-time>","shard":${shard}}`,
    ]),
  );
  expect(schedules).toHaveLength(6);
});

test('the outputs say where webhooks go, where alerts and alarms come and what to look at', () => {
  for (const name of ['WebhookUrl', 'ConsoleUrl', 'AlertTopicArn', 'AlarmTopicArn']) template.hasOutput(name, {});
  Template.fromStack(dashboards).hasOutput('DashboardUrl', {
    Value:
      'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/Wirewatch-prod',
  });
});

test('the dashboard stands in a stack of its own and takes nothing from the other', () => {
  const text = JSON.stringify(Template.fromStack(dashboards).toJSON());
  expect(text).not.toContain('Fn::ImportValue');
  for (const shown of [
    'WebhooksAccepted',
    'Transitions',
    'CountLag',
    'AlertsFiring',
    'NoticesSent',
    'NoticesMuted',
    'AlertsUntold',
    'ResponsesOverdue',
    'OverridesRefused',
    'TicksEvaluated',
    'DispatchFailed',
  ]) {
    expect(text).toContain(shown);
  }
});

test('a stage that is not in the configuration is refused, with the stages that are', () => {
  const app = new App({ outdir: temporaryFolder() });
  const theirs = new Stack(app, 'Theirs');
  expect(() => new Wirewatch(theirs, 'Wirewatch', { config, stage: 'staging' })).toThrow('prod, dev');
});

test("the construct works in somebody else's stack", () => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, outdir: temporaryFolder() });
  const theirs = new Stack(app, 'Theirs');
  new Wirewatch(theirs, 'Wirewatch', { config, stage: 'prod' });
  Template.fromStack(theirs).resourceCountIs('AWS::Lambda::Function', functionNames.length);
});
