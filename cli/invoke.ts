import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { resourceName } from '../functions/core/resource-name.ts';
import { minute, second } from '../functions/core/time.ts';

/** The stage that `npm start` runs; it takes any credentials, and needs none of a person's. */
export const localStage = 'local';
const onThisMachine = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** A function runs for 15 minutes at most. */
const timeouts = { requestTimeout: 16 * minute, connectionTimeout: 10 * second };

const failureSchema = z.object({ errorMessage: z.string() });

export type Call<Answer> = { stage: string; name: 'audit' | 'forget'; request: object; answer: z.ZodType<Answer> };

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
  if (stage === localStage && !env.AWS_ENDPOINT_URL) {
    throw new Error('Stage "local" is what npm start runs: set AWS_ENDPOINT_URL to the address that it prints.');
  }
  return new LambdaClient({ requestHandler: timeouts, ...(stage === localStage && onThisMachine) });
}

function failureText(name: string, told: unknown): string {
  const failure = failureSchema.safeParse(told);
  const why = failure.success ? failure.data.errorMessage : 'it does not say why';
  return `${name} failed: ${why}. Its log says more. What it had done stays done; the command may be repeated.`;
}

/** What a person can do about the errors they are likely to meet. */
function readable(error: unknown, name: string, env: NodeJS.ProcessEnv): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const help = helpFor(error, name, env);
  return help === undefined ? error : new Error(help, { cause: error });
}

function helpFor(error: Error, name: string, env: NodeJS.ProcessEnv): string | undefined {
  if (error.name === 'AbortError') return undefined;
  if (error.name === 'CredentialsProviderError') {
    return 'There are no AWS credentials: sign in, or set AWS_PROFILE to the profile of the account.';
  }
  if (error.message.includes('Region is missing')) return 'There is no AWS region: set AWS_REGION to the stage’s.';
  if (error.name === 'ResourceNotFoundException') {
    return `There is no function ${name} in this account and region. Is the stage right, and deployed in this version?`;
  }
  if (error.name === 'AccessDeniedException') {
    return `These credentials may not call ${name}: they need lambda:InvokeFunction on it.`;
  }
  if (error.name === 'ExpiredTokenException') return 'The AWS credentials have expired: sign in again.';
  if ('code' in error && error.code === 'ECONNREFUSED') return `Nothing answers at ${env.AWS_ENDPOINT_URL ?? 'AWS'}.`;
  return undefined;
}
