import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/**
 * The document client, with undefined values left out.
 * @param limits the time is of one attempt; attempts include the first
 * @param account where and as whom, if not as the environment says
 */
export function dynamoClient(
  limits: { requestTimeoutMs: number; attempts: number } = { requestTimeoutMs: 3000, attempts: 5 },
  account: Pick<DynamoDBClientConfig, 'region' | 'credentials'> = {},
) {
  const client = new DynamoDBClient({
    ...account,
    maxAttempts: limits.attempts,
    requestHandler: {
      requestTimeout: limits.requestTimeoutMs,
      connectionTimeout: limits.requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

export type Dynamo = DynamoDBDocumentClient;

/**
 * Writes an item on the condition that nobody else has since it was read: its revision is one more than the stored
 * one's, and 1 where there is none. @returns false if somebody has
 */
export function putRevision(
  { client, tableName }: { client: Dynamo; tableName: string },
  item: Record<string, unknown>,
  rev: number,
): Promise<boolean> {
  const condition =
    rev === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': rev - 1 } };
  return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item: item, ...condition })));
}

/** Whether a conditional write happened: DynamoDB's refusal is an expected ending, every other error is thrown. */
export async function unlessRefused(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
