import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { resourceName } from '../functions/core/resource-name.ts';
import { second } from '../functions/core/time.ts';
import { accountOf, readableAwsError } from './aws-account.ts';

/** The environment of a deployed function: it knows the names that AWS gave to tables. @throws Error that says what to do */
export async function functionEnvironment(
  stage: string,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<Readonly<Record<string, string>>> {
  const requestHandler = { requestTimeout: 10 * second, connectionTimeout: 10 * second };
  const client = new LambdaClient({ requestHandler, ...accountOf(stage, env) });
  const FunctionName = resourceName(stage, name);
  try {
    const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return Environment?.Variables ?? {};
  } catch (error) {
    throw readableAwsError(error, env, {
      missing: `There is no function ${FunctionName} in this account and region. Is the stage right, and deployed?`,
      denied: `These credentials may not look at ${FunctionName}: they need lambda:GetFunctionConfiguration on it.`,
    });
  }
}
