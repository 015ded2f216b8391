import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod';

/** Calls another function and waits for its answer. @throws Error if it fails, or answers in another shape */
export function functionInvoker(client: LambdaClient, FunctionName: string) {
  return async <Answer>(request: object, answer: z.ZodType<Answer>): Promise<Answer> => {
    const sent = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
    const told: unknown = JSON.parse(sent.Payload?.transformToString() || 'null');
    if (sent.FunctionError !== undefined) throw new Error(`${FunctionName} failed: ${JSON.stringify(told)}`);
    return answer.parse(told);
  };
}
