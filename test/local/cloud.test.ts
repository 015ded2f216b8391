import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { metricReader } from '../../functions/aws/metric-data.ts';
import { cloudwatch } from '../../local/cloud/cloudwatch.ts';
import { dynamodb } from '../../local/cloud/dynamodb.ts';
import { eventBridge } from '../../local/cloud/event-bridge.ts';
import { objectStore } from '../../local/cloud/object-store.ts';
import { s3 } from '../../local/cloud/s3.ts';
import { secretsManager } from '../../local/cloud/secrets-manager.ts';
import { type LocalCloud, startCloud } from '../../local/cloud/server.ts';
import type { Service } from '../../local/cloud/service.ts';
import { ses } from '../../local/cloud/ses.ts';
import { sns } from '../../local/cloud/sns.ts';
import { type SentMessage, sqs } from '../../local/cloud/sqs.ts';
import { ssm } from '../../local/cloud/ssm.ts';
import { openEngine } from '../../local/store/engine.ts';
import { createTables, tableNames } from '../../local/store/tables.ts';

let cloud: LocalCloud | undefined;

afterEach(() => cloud?.close());

/** Settings of an SDK client whose calls end in these services. */
async function clientOf(...services: Service[]) {
  cloud = await startCloud(services, () => {});
  return {
    endpoint: cloud.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}

test('the DynamoDB client reads what it wrote, and sees a failed condition as one', async () => {
  const engine = await openEngine();
  await createTables(engine.call);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await clientOf(dynamodb(engine.call))));
  const Item = { pk: 'a', sk: 'b', value: 1 };
  const put = new PutCommand({ TableName: tableNames.state, Item, ConditionExpression: 'attribute_not_exists(pk)' });
  await client.send(put);
  await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const got = await client.send(new GetCommand({ TableName: tableNames.state, Key: { pk: 'a', sk: 'b' } }));
  expect(got.Item).toEqual(Item);
  await engine.close();
});

test('the DynamoDB client sees an unknown operation and a missing table as errors', async () => {
  const engine = await openEngine();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await clientOf(dynamodb(engine.call))));
  const get = new GetCommand({ TableName: 'nowhere', Key: { pk: 'a' } });
  await expect(client.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await engine.close();
});

test('the CloudWatch client gets no points of anything, and no failure', async () => {
  const read = metricReader(new CloudWatchClient(await clientOf(cloudwatch())));
  const query = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: {}, statistic: 'Sum', period: 60_000 };
  expect(await read(query, { from: 0, to: 60_000 })).toEqual([]);
});

test('the SSM client gets a parameter, and ParameterNotFound for one that is not there', async () => {
  const client = new SSMClient(await clientOf(ssm(new Map([['/wirewatch/local/main/twilio', 'token']]))));
  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/wirewatch/local/main/twilio' }));
  expect(Parameter?.Value).toBe('token');
  await expect(client.send(new GetParameterCommand({ Name: '/none' }))).rejects.toBeInstanceOf(ParameterNotFound);
});

test('the Secrets Manager client gets a secret', async () => {
  const client = new SecretsManagerClient(await clientOf(secretsManager(new Map([['numbers', 'key']]))));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'numbers' }));
  expect(SecretString).toBe('key');
});

test('the SQS client sends a message with its delay', async () => {
  const sent: SentMessage[] = [];
  const settings = await clientOf(sqs(new Map([['retry', (message) => sent.push(message)]])));
  const client = new SQSClient(settings);
  const QueueUrl = `${settings.endpoint}/000000000000/retry`;
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"ü":1}', DelaySeconds: 30 }));
  expect(sent).toMatchObject([{ body: '{"ü":1}', delaySeconds: 30 }]);
});

test('the SQS client is told how much lies in a queue', async () => {
  const settings = await clientOf(sqs(new Map(), new Map([['retry', () => 7]])));
  const QueueUrl = `${settings.endpoint}/000000000000/retry`;
  const { Attributes } = await new SQSClient(settings).send(new GetQueueAttributesCommand({ QueueUrl }));
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '7' });
});

test('the EventBridge client puts events on the bus', async () => {
  const listener = vi.fn();
  const client = new EventBridgeClient(await clientOf(eventBridge(listener)));
  const entry = {
    EventBusName: 'alerts',
    Source: 'wirewatch',
    DetailType: 'Alert firing',
    Detail: '{}',
    Time: new Date(),
  };
  expect(await client.send(new PutEventsCommand({ Entries: [entry] }))).toMatchObject({ FailedEntryCount: 0 });
  expect(listener).toHaveBeenCalledOnce();
  expect(listener).toHaveBeenCalledWith(
    'alerts',
    expect.objectContaining({ source: 'wirewatch', 'detail-type': 'Alert firing', detail: {} }),
  );
});

test('the SNS client publishes a message', async () => {
  const listener = vi.fn();
  const client = new SNSClient(await clientOf(sns(listener)));
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:alerts';
  const { MessageId } = await client.send(new PublishCommand({ TopicArn, Subject: 'A & B', Message: '61 % <b>' }));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(listener).toHaveBeenCalledExactlyOnceWith({ subject: 'A & B', message: '61 % <b>' });
});

test('the SNS client sends a text message', async () => {
  const listener = vi.fn();
  const client = new SNSClient(await clientOf(sns(listener)));
  await client.send(new PublishCommand({ PhoneNumber: '+14155550123', Message: 'CRITICAL' }));
  expect(listener).toHaveBeenCalledExactlyOnceWith({ subject: '', message: 'CRITICAL', phone: '+14155550123' });
});

test('the SES client sends a mail', async () => {
  const listener = vi.fn();
  const client = new SESv2Client(await clientOf(ses(listener)));
  const Simple = { Subject: { Data: 'A & B' }, Body: { Text: { Data: '61 %' }, Html: { Data: '<b>61 %</b>' } } };
  const Destination = { ToAddresses: ['ana@example.com'] };
  const { MessageId } = await client.send(new SendEmailCommand({ Destination, Content: { Simple } }));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(listener).toHaveBeenCalledExactlyOnceWith({ to: ['ana@example.com'], subject: 'A & B', text: '61 %' });
});

test.each(['in memory', 'on disk'])('the S3 client reads back what it put, %s', async (where) => {
  const dir = await mkdtemp(join(tmpdir(), 'wirewatch-objects-'));
  const client = new S3Client(await clientOf(s3(objectStore(where === 'on disk' ? dir : undefined))));
  const Key = 'quarantine/../main/twilio/2026-11-21T03:45Z-ü';
  const body = Buffer.from([0, 255, 128, 10]);
  await client.send(new PutObjectCommand({ Bucket: 'spill', Key, Body: body, Metadata: { why: 'no JSON' } }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'spill', Key }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(body);
  await expect(client.send(new GetObjectCommand({ Bucket: 'spill', Key: 'no' }))).rejects.toBeInstanceOf(NoSuchKey);
  await rm(dir, { recursive: true });
});
