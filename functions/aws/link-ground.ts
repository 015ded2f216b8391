import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SendDeps } from '../notify/send-notice.ts';
import { numberKeyReader } from './number-key.ts';

type LinkSettings = { base: string | undefined; keyId: string | undefined; linksLast: number; now(): number };

/** Where links in messages lead, and the key that signs them. A message is sent without links rather than not at all. */
export function linkGround(
  { base, keyId, linksLast, now }: LinkSettings,
  client: SecretsManagerClient,
): SendDeps['links'] {
  if (base === undefined || keyId === undefined) return async () => undefined;
  const readKey = numberKeyReader(client, keyId);
  return async () => {
    const key = await readKey().catch(() => undefined);
    return key === undefined ? undefined : { base, key, expires: now() + linksLast };
  };
}
