import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { accept } from './accept.ts';
import { deadLettersOf } from './dead-letter-queue.ts';
import { backlogImpact, deadLetterImpact } from './impacts.ts';
import { resourceName, secretPath } from './names.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/*
 * Each binding sets the environment variable and the permission in one call: the two things that are forgotten apart.
 */

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem';

/** @param indexes names of the indexes that the function may query */
export function bindTable(
  fn: ServiceFunction,
  variable: string,
  table: ITableV2,
  actions: TableAction[],
  indexes: string[] = [],
): void {
  fn.addEnvironment(variable, table.tableName);
  fn.allow(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );
  if (indexes.length === 0) return;
  fn.allow(
    ['dynamodb:Query'],
    indexes.map((name) => `${table.tableArn}/index/${name}`),
  );
}

/** What everyone who takes events does with the journal and the state table. */
export function bindTaking(fn: ServiceFunction, { journal, state }: Pick<Tables, 'journal' | 'state'>): void {
  bindTable(fn, 'JOURNAL_TABLE', journal, ['GetItem', 'PutItem'], ['byRecipient']);
  bindTable(fn, 'STATE_TABLE', state, ['GetItem', 'UpdateItem']);
}

/** What everyone who acts for people does with alerts, and with what people said of them. */
export function bindActing(fn: ServiceFunction, { alerts, state }: Pick<Tables, 'alerts' | 'state'>): void {
  bindTable(fn, 'ALERTS_TABLE', alerts, ['GetItem', 'BatchGetItem', 'Query', 'PutItem']);
  bindTable(fn, 'STATE_TABLE', state, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
}

/** Lets the function ask how much waits in each queue, and lies behind it; `QUEUES`: their URLs by step, as JSON. */
export function readQueueDepths(fn: ServiceFunction, stage: string): void {
  const { region, account } = Stack.of(fn);
  const url = (name: string) => `https://sqs.${region}.amazonaws.com/${account}/${resourceName(stage, name)}`;
  const working = Object.keys(backlogImpact);
  const urls = Object.keys(deadLetterImpact).map((step) => {
    const queue = working.includes(step) && { queue: url(step) };
    return [step, { ...queue, deadLetters: url(deadLettersOf(step)) }] as const;
  });
  fn.addEnvironment('QUEUES', JSON.stringify(Object.fromEntries(urls)));
  const queues = Stack.of(fn).formatArn({ service: 'sqs', resource: resourceName(stage, '*') });
  fn.allow(['sqs:GetQueueAttributes'], [queues], 'All queues of this stage, by name.');
}

export function bindQueue(fn: ServiceFunction, variable: string, queue: IQueue): void {
  fn.addEnvironment(variable, queue.queueUrl);
  fn.allow(['sqs:SendMessage'], [queue.queueArn]);
}

/** Lets the function take messages from a queue, two batches at a time: a backlog leaves the account's concurrency to others. */
export function consumeQueue(fn: ServiceFunction, queue: IQueue): void {
  fn.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 2 }));
  accept(fn, {
    'Serverless-LambdaEventSourceMappingDestination': 'The queue itself moves what fails to its dead-letter queue.',
  });
}

/** @param prefixes which objects, by the start of their key, the function may read and write */
export function bindBucket(
  fn: ServiceFunction,
  variable: string,
  bucket: IBucket,
  prefixes: { read?: string[]; write?: string[] },
): void {
  fn.addEnvironment(variable, bucket.bucketName);
  const { read = [], write = [] } = prefixes;
  const why = 'Object keys are random; the prefix is the boundary.';
  if (read.length > 0) fn.allow(['s3:GetObject'], objects(bucket, read), why);
  if (write.length > 0) fn.allow(['s3:PutObject'], objects(bucket, write), why);
}

function objects(bucket: IBucket, prefixes: string[]): string[] {
  return prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
}

export function bindSecret(fn: ServiceFunction, variable: string, secret: ISecret): void {
  fn.addEnvironment(variable, secret.secretArn);
  fn.allow(['secretsmanager:GetSecretValue'], [secret.secretArn]);
}

export function bindTopic(fn: ServiceFunction, variable: string, topic: ITopic): void {
  fn.addEnvironment(variable, topic.topicArn);
  fn.allow(['sns:Publish'], [topic.topicArn]);
}

export function bindBus(fn: ServiceFunction, variable: string, bus: IEventBus): void {
  fn.addEnvironment(variable, bus.eventBusName);
  fn.allow(['events:PutEvents'], [bus.eventBusArn]);
}

/** Lets the function read secrets: SSM parameters of this stage only. @param which of them, as `<tenant>/<name>`; default: all */
export function readSecrets(fn: ServiceFunction, stage: string, which = '*'): void {
  const parameters = Stack.of(fn).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: `${secretPath(stage).slice(1)}/${which}`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  fn.allow(['ssm:GetParameter'], [parameters], 'Tenants and channels come and go; the stage is the boundary.');
}
