import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

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
