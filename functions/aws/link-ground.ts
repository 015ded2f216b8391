import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Log } from '../core/log.ts';
import { second } from '../core/time.ts';
import type { SendDeps } from '../notify/send-notice.ts';
import { secretReader } from './secret-reader.ts';

type LinkSettings = { base: string | undefined; keyId: string | undefined; linksLast: number; now(): number; log: Log };

/** No message waits longer for the key of its links, milliseconds. */
const keyDeadline = 1.5 * second;

/** Where links in messages lead, and the key that signs them. A message is sent without links rather than not at all. */
export function linkGround(
  { base, keyId, linksLast, now, log }: LinkSettings,
  client: SecretsManagerClient,
): SendDeps['links'] {
  if (base === undefined || keyId === undefined) return async () => undefined;
  const readKey = secretReader(client, keyId, keyDeadline);
  return async () => {
    try {
      return { base, key: await readKey(), expires: now() + linksLast };
    } catch (error) {
      log.warn('messages go without links', { secret: keyId, error: String(error) });
      return undefined;
    }
  };
}
