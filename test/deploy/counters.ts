import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** Measures by `dimension value granularity`, summed over the buckets' starts. */
export type Sums = Record<string, Record<string, number>>;

/** Everything in the counters table of the tenant `main`, but the bookkeeping. */
export async function readCounters(table: string): Promise<Sums> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient());
  const sums: Sums = {};
  for await (const page of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const item of page.Items ?? []) addItem(sums, item);
  }
  return sums;
}

function addItem(sums: Sums, item: Record<string, unknown>): void {
  const name = counterName(String(item.pk), String(item.sk));
  sums[name] ??= {};
  for (const [measure, amount] of Object.entries(item)) {
    if (!/^[otx]\./.test(measure) || typeof amount !== 'number') continue;
    sums[name][measure] = (sums[name][measure] ?? 0) + amount;
  }
}

/** Minutes lie under `tenant#dimension#start` by value, longer buckets under `tenant#dimension#value#granularity` by start. */
function counterName(pk: string, sk: string): string {
  const [, dimension, third, granularity] = pk.split('#');
  return granularity === undefined ? `${dimension} ${sk} minute` : `${dimension} ${third} ${granularity}`;
}

/** What is kept of each provider of the tenant `main`. */
export async function providerStatus(table: string): Promise<Record<string, Record<string, unknown>>> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient());
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'provider-status#main' },
    }),
  );
  return Object.fromEntries(Items.map((item) => [String(item.sk), item]));
}
