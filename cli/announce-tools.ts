import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { httpPost } from '../functions/aws/http-post.ts';
import { eventPutter } from '../functions/aws/put-event.ts';
import type { AnnounceTools, Delivery, HttpAnswer } from '../functions/channels/channel.ts';
import { once } from '../functions/core/once.ts';
import { secretName } from '../functions/core/secret.ts';
import { second } from '../functions/core/time.ts';
import { accountOf, readableAwsError } from './aws-account.ts';

/** Long enough to sign in first. */
const deadlineMs = 10 * second;

/**
 * What it takes to tell channels of a deployment, with the caller's credentials. Tenants may share a key or a bus:
 * the same is told once. @throws Error that says what to do, in `secret`
 */
export function announceTools(
  stage: string,
  env: NodeJS.ProcessEnv,
): (tenant: string, channel: string) => AnnounceTools {
  const account = accountOf(stage, env);
  const parameters = new SSMClient(account);
  const [post, putEvent] = [httpPost(deadlineMs), eventPutter(new EventBridgeClient(account), deadlineMs)];
  const [posted, put] = [once<HttpAnswer>(), once<Delivery>()];
  return (tenant, channel) => ({
    post: (request) => posted(JSON.stringify(request), () => post(request)),
    putEvent: (event) => put(JSON.stringify(event), () => putEvent(event)),
    secret: () => firstLine(parameters, secretName(stage, tenant, channel), env),
    source: `wirewatch/${stage}`,
    now: Date.now,
  });
}

async function firstLine(client: SSMClient, Name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const command = new GetParameterCommand({ Name, WithDecryption: true });
    const { Parameter } = await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
    const lines = (Parameter?.Value ?? '').split('\n').map((line) => line.trim());
    return lines.find((line) => line !== '');
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    const denied = `These credentials may not read ${Name}: they need ssm:GetParameter on it.`;
    throw readableAwsError(error, env, { missing: `There is no ${Name}.`, denied });
  }
}
