import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { idOf, measuresOf } from '../../functions/aws/counter-item.ts';
import { addMeasures, type Measures } from '../../functions/core/counter.ts';
import { type Clock, dynamoCounters } from '../aws/counters-contract.ts';
import { until } from './command.ts';
import { tableName } from './deployment.ts';

/** Measures by `dimension value granularity`, summed over the buckets' starts. */
export type Sums = Record<string, Measures>;

/** Everything in the counters table of the tenant `main`, but the bookkeeping. */
async function readCounters(table: string): Promise<Sums> {
  const sums: Sums = {};
  for await (const page of paginateScan({ client: newClient() }, { TableName: table, ConsistentRead: true })) {
    for (const item of page.Items ?? []) addItem(sums, item);
  }
  return sums;
}

/** The counters, as soon as they are as they should be. @throws if they never are */
export async function countersWhen(areThere: (sums: Sums) => boolean): Promise<Sums> {
  const table = await tableName('count', 'COUNTERS_TABLE');
  return until('the counters', () => readCounters(table), areThere);
}

function addItem(sums: Sums, item: Record<string, unknown>): void {
  const id = idOf(item);
  if (id?.tenant !== 'main') return;
  const name = `${id.dimension} ${id.value} ${id.granularity}`;
  sums[name] ??= {};
  addMeasures(sums[name], measuresOf(item));
}

/** The deployed table, for the contract of counters tables. */
export async function deployedCounters(clock: Clock) {
  const table = await tableName('count', 'COUNTERS_TABLE');
  return { table: dynamoCounters(newClient(), table, clock), stop: async () => undefined };
}

function newClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient());
}

/** What is kept of each provider of the tenant `main`. */
export async function providerStatus(table: string): Promise<Record<string, Record<string, unknown>>> {
  const { Items = [] } = await newClient().send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'provider-status#main' },
    }),
  );
  return Object.fromEntries(Items.map((item) => [String(item.sk), item]));
}
