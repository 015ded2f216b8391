import { localStage } from './stage-options.ts';

/** `npm start` takes any credentials, and needs none of a person's. */
const onThisMachine = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** What an AWS client of a stage is told beside what the shell tells it. @throws Error if the local stage has no address */
export function accountOf(stage: string, env: NodeJS.ProcessEnv): Partial<typeof onThisMachine> {
  if (stage !== localStage) return {};
  if (env.AWS_ENDPOINT_URL) return onThisMachine;
  throw new Error('Stage "local" is what npm start runs: set AWS_ENDPOINT_URL to the address that it prints.');
}

/** What to say if what is asked for is not there, or may not be asked for. */
export type Help = { missing: string; denied: string };

/** What a person can do about the errors they are likely to meet. */
export function readableAwsError(error: unknown, env: NodeJS.ProcessEnv, help: Help): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const text = helpFor(error, env, help);
  return text === undefined ? error : new Error(text, { cause: error });
}

function helpFor(error: Error, env: NodeJS.ProcessEnv, { missing, denied }: Help): string | undefined {
  if (error.name === 'AbortError') return undefined;
  if (error.name === 'CredentialsProviderError') {
    return 'There are no AWS credentials: sign in, or set AWS_PROFILE to the profile of the account.';
  }
  if (error.message.includes('Region is missing')) return 'There is no AWS region: set AWS_REGION to the stage’s.';
  if (error.name === 'ResourceNotFoundException') return missing;
  if (/^AccessDenied(Exception)?$/.test(error.name)) return denied;
  if (error.name === 'ExpiredTokenException') return 'The AWS credentials have expired: sign in again.';
  if ('code' in error && error.code === 'ECONNREFUSED') return `Nothing answers at ${env.AWS_ENDPOINT_URL ?? 'AWS'}.`;
  return undefined;
}
