import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { build, type Json, resources } from './synthesis.ts';

const template = Template.fromStack(build('prod').stack);
const dev = Template.fromStack(build('dev').stack);
const tables = Object.entries(resources(template, 'AWS::DynamoDB::GlobalTable'));
const queues = Object.entries(resources(template, 'AWS::SQS::Queue'));

test('there are four tables: journal, counters, alerts and state', () => {
  expect(tables).toHaveLength(4);
});

describe.each(tables)('%s', (_, table) => {
  test('is paid by use, encrypted, restorable to any point, and forgets what has expired', () => {
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true },
      ],
    });
  });

  test('outlives its stack', () => {
    expect(table.DeletionPolicy).toBe('Retain');
  });
});

test('a stage for development leaves nothing behind', () => {
  for (const type of [
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::SecretsManager::Secret',
    'AWS::Logs::LogGroup',
  ]) {
    const policies = Object.values(resources(dev, type)).map((resource) => resource.DeletionPolicy);
    expect(new Set(policies)).toEqual(new Set(['Delete']));
  }
  for (const table of Object.values(resources(dev, 'AWS::DynamoDB::GlobalTable'))) {
    expect(table.Properties.Replicas[0].DeletionProtectionEnabled).toBe(false);
  }
});

test('the journal and the alerts have streams with both images, the others have none', () => {
  const streaming = tables.filter(([, table]) => table.Properties.StreamSpecification !== undefined);
  expect(streaming.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'WirewatchTablesAlerts',
    'WirewatchTablesJournal',
  ]);
  for (const [, table] of streaming) {
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  }
});

test('the journal can be walked by time and by recipient, the counters by what is dirty', () => {
  const keys = tables.flatMap(([, table]) =>
    (table.Properties.GlobalSecondaryIndexes ?? []).map((index: Json) => {
      expect(index.Projection).toEqual({ ProjectionType: 'KEYS_ONLY' });
      return [index.IndexName, ...index.KeySchema.map((key: Json) => key.AttributeName)].join(' ');
    }),
  );
  expect(keys.sort()).toEqual(['byRecipient recipient startedAt', 'byStarted startedIn startedAt', 'dirty dirty sk']);
});

test('every queue is encrypted, and is a dead-letter queue or has one', () => {
  for (const [id, queue] of queues) {
    expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
    const isLast = queue.Properties.QueueName.endsWith('-dead-letters');
    expect(isLast || queue.Properties.RedrivePolicy !== undefined, id).toBe(true);
  }
  const names = queues.map(([, queue]) => queue.Properties.QueueName.replace('wirewatch-prod-', ''));
  expect(names.sort()).toEqual([
    'bus',
    'bus-dead-letters',
    'count-dead-letters',
    'notify-dead-letters',
    'retry',
    'retry-dead-letters',
    'schedules-dead-letters',
    'spill',
    'spill-dead-letters',
  ]);
});

test('a message stays hidden for six times as long as its function may take', () => {
  for (const [, queue] of queues) {
    const waits = !queue.Properties.QueueName.endsWith('-dead-letters');
    if (waits) expect(queue.Properties.VisibilityTimeout).toBe(6 * 60);
  }
});

test('spilled requests are private, encrypted, and gone after two weeks; quarantined ones after one', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: Match.anyValue(),
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
    LifecycleConfiguration: {
      Rules: [
        { Prefix: 'quarantine/', ExpirationInDays: 7, Status: 'Enabled' },
        { Prefix: 'spill/', ExpirationInDays: 14, Status: 'Enabled' },
      ],
    },
  });
});

test('the key of number hashes is generated and outlives its stack', () => {
  template.hasResource('AWS::SecretsManager::Secret', {
    DeletionPolicy: 'Retain',
    Properties: { GenerateSecretString: { PasswordLength: 64 } },
  });
});
