import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { resourceName } from '../functions/core/resource-name.ts';
import { minute, second } from '../functions/core/time.ts';
import { accountOf, readableAwsError } from './aws-account.ts';

/** A function runs for 15 minutes at most. */
const timeouts = { requestTimeout: 16 * minute, connectionTimeout: 10 * second };

const failureSchema = z.object({ errorMessage: z.string() });

export type Call<Answer> = {
  stage: string;
  name: 'act' | 'api' | 'audit' | 'forget' | 'notify';
  request: object;
  answer: z.ZodType<Answer>;
};

/** Calls functions of deployments. One for a command: it keeps its connections. */
export function createInvoke(env: NodeJS.ProcessEnv, signal?: AbortSignal) {
  let client: LambdaClient | undefined;
  return async <Answer>({ stage, name, request, answer }: Call<Answer>): Promise<Answer> => {
    client ??= clientFor(stage, env);
    const FunctionName = resourceName(stage, name);
    const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) });
    const sent = client.send(command, { ...(signal && { abortSignal: signal }) });
    const { FunctionError, Payload } = await sent.catch((error: unknown) => {
      throw readable(error, FunctionName, env);
    });
    const told: unknown = JSON.parse(Payload?.transformToString() || 'null');
    if (FunctionError !== undefined) throw new Error(failureText(FunctionName, told));
    const parsed = answer.safeParse(told);
    if (parsed.success) return parsed.data;
    throw new Error(
      `${FunctionName} answered in a way this version does not know. Deploy the version that you call from.`,
    );
  };
}

function clientFor(stage: string, env: NodeJS.ProcessEnv): LambdaClient {
  return new LambdaClient({ requestHandler: timeouts, ...accountOf(stage, env) });
}

function failureText(name: string, told: unknown): string {
  const failure = failureSchema.safeParse(told);
  const why = failure.success ? failure.data.errorMessage : 'it does not say why';
  return `${name} failed: ${why}. Its log says more. What it had done stays done; the command may be repeated.`;
}

/** What a person can do about the errors they are likely to meet. */
function readable(error: unknown, name: string, env: NodeJS.ProcessEnv): Error {
  return readableAwsError(error, env, {
    missing: `There is no function ${name} in this account and region. Is the stage right, and deployed in this version?`,
    denied: `These credentials may not call ${name}: they need lambda:InvokeFunction on it.`,
  });
}
