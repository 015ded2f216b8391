import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads the deployment's key for number hashes once; a failed read is tried again by the next caller. */
export function numberKeyReader(client: SecretsManagerClient, secretId: string): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= read(client, secretId).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function read(client: SecretsManagerClient, secretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (!SecretString) throw new Error(`the secret ${secretId} is empty`);
  return SecretString;
}
