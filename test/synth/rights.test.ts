import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { build, type Json, resources } from './synthesis.ts';

const policies = Object.entries(resources(Template.fromStack(build().stack), 'AWS::IAM::Policy'));

/** What comes with every function and event source: to write logs and traces, to follow a stream, to empty a queue. */
const own = /^(logs|xray):|(Stream|Streams|Records|ShardIterator)$|^sqs:(Get|Receive|Delete|Change)/;

/** What a function may do beside, and with what. `GetItem` is `dynamodb:GetItem`; `Alerts` is the alerts table. */
function rightsOf(role: string): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  const statements = policies.flatMap(([id, { Properties }]) =>
    id.startsWith(`Wirewatch${role}Role`) ? Properties.PolicyDocument.Statement : [],
  );
  for (const { Action, Resource } of statements) {
    for (const action of [Action].flat().filter((one: string) => !own.test(one))) {
      const name = action.replace('dynamodb:', '');
      rights[name] = [...(rights[name] ?? []), ...[Resource].flat().map(plain)].toSorted();
    }
  }
  return rights;
}

/** `Alerts` of the ARN of the alerts table, `parameter/wirewatch/prod/*` of that of a parameter. */
function plain(arn: Json): string {
  if (typeof arn === 'string') return arn;
  const id = arn['Fn::GetAtt']?.[0] ?? arn.Ref;
  if (id !== undefined) return id.replace(/^Wirewatch(Tables|Notify)?/, '').replace(/[0-9A-F]{8}$/, '') || 'Notify';
  const parts = arn['Fn::Join'][1].filter((part: Json) => typeof part !== 'object' || part['Fn::GetAtt']);
  return parts.map((part: Json) => (typeof part === 'string' ? part.replace(/^.*:/, '') : plain(part))).join('');
}

/** What both functions that send may do. */
const sending = {
  GetItem: ['Alerts', 'State'],
  BatchGetItem: ['Alerts'],
  Query: ['State'],
  PutItem: ['State'],
  'secretsmanager:GetSecretValue': ['LinkKey'],
  'ssm:GetParameter': ['parameter/wirewatch/prod/*'],
  'sqs:SendMessage': ['RetryQueue'],
  'sns:Publish': ['Topic', 'arn:aws:sns:us-east-1:111122223333:theirs'],
};

/** Each right is one that its handler asks for: what is missing here fails at the first user's, and nowhere else. */
test.each<[string, string, Record<string, string[]>]>([
  [
    'evaluate reads counters, journal and alerts, and what people said; it writes alerts, groups and escalations',
    'EvaluateFunction',
    {
      BatchGetItem: ['Journal'],
      Query: ['Alerts', 'Counters', 'Journal/index/byStarted', 'State'],
      GetItem: ['State'],
      PutItem: ['Alerts', 'State'],
      UpdateItem: ['State'],
      'sqs:SendMessage': ['SchedulesDeadLetters'],
    },
  ],
  [
    'act finds alerts and groups, closes alerts, and writes and takes back what people say',
    'ActFunction',
    {
      GetItem: ['Alerts', 'State'],
      BatchGetItem: ['Alerts'],
      Query: ['Alerts', 'State'],
      PutItem: ['Alerts', 'State'],
      DeleteItem: ['State'],
      'secretsmanager:GetSecretValue': ['LinkKey'],
      'ssm:GetParameter': ['parameter/wirewatch/prod/*/slack-signing'],
    },
  ],
  [
    'notify reads alerts and who is on call, sends, writes what became of it, and publishes every change',
    'NotifyNotify',
    {
      ...sending,
      'events:PutEvents': ['Bus'],
      'sqs:SendMessage': ['NotifyDeadLetters', 'RetryQueue'],
    },
  ],
  [
    'api reads everything that people ask for, does what act does, takes reports, and asks notify to try a channel',
    'ApiFunction',
    {
      GetItem: ['Alerts', 'Journal', 'State'],
      BatchGetItem: ['Alerts', 'Counters', 'Journal'],
      Query: ['Alerts', 'Counters', 'Journal/index/byRecipient', 'Journal/index/byStarted', 'State'],
      PutItem: ['Alerts', 'Counters', 'Journal', 'State'],
      UpdateItem: ['State'],
      DeleteItem: ['State'],
      'cloudwatch:GetMetricData': ['*'],
      'lambda:InvokeFunction': ['Notify'],
      's3:PutObject': ['SpillBucket/quarantine/*'],
      'secretsmanager:GetSecretValue': ['NumberKey'],
    },
  ],
  [
    'widget reads counters, registrations and alerts, and writes what its buttons do',
    'WidgetFunction',
    {
      GetItem: ['Alerts', 'State'],
      BatchGetItem: ['Alerts', 'Counters', 'Journal'],
      Query: ['Alerts', 'Counters', 'Journal/index/byStarted', 'State'],
      PutItem: ['Alerts', 'State'],
    },
  ],
  ['retry finds the group, and does as notify does', 'NotifyRetry', sending],
])('%s', (_, role, expected) => {
  expect(rightsOf(role)).toEqual(expected);
});
