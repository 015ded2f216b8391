import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The document client, with undefined values left out. @param requestTimeoutMs of one attempt; attempts include the first */
export function dynamoClient(
  limits: { requestTimeoutMs: number; attempts: number } = { requestTimeoutMs: 3000, attempts: 5 },
) {
  const client = new DynamoDBClient({
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

/** Whether an error is DynamoDB's refusal of a conditional write: an expected ending, not a failure. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}
