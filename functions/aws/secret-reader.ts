import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Reads a secret that never changes once; a failed read is tried again by the next caller.
 * @param deadlineMs for a read; absent: as long as the client waits
 */
export function secretReader(
  client: SecretsManagerClient,
  secretId: string,
  deadlineMs?: number,
): () => Promise<string> {
  let known: Promise<string> | undefined;
  const read = async () => {
    const deadline = deadlineMs === undefined ? {} : { abortSignal: AbortSignal.timeout(deadlineMs) };
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }), deadline);
    if (!SecretString) throw new Error(`the secret ${secretId} is empty`);
    return SecretString;
  };
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
