import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { newApiToken } from './api-token.ts';

const keysSchema = z.object({
  twilioAuthToken: z.string(),
  /** PKCS #8, base64. */
  telnyxPrivateKey: z.string(),
  // Directories of earlier versions do not have these.
  metaAppSecret: z.string().default(newToken),
  metaVerifyToken: z.string().default(newToken),
  evolutionJwtKey: z.string().default(newToken),
  appSecret: z.string().default(newAppSecret),
  /** For hashes of phone numbers. */
  numberKey: z.string(),
  /** Signs the links of messages. */
  linkKey: z.string().default(newLinkKey),
  /** Of the page and the API. */
  apiToken: z.string().default(newApiToken),
});

export type LocalKeys = z.infer<typeof keysSchema> & {
  /** As Telnyx shows it: 32 bytes, base64. */
  telnyxPublicKey: string;
};

/** The keys of earlier runs on this directory, or new ones. The file is readable by its owner only. */
export function localKeys(dir: string): LocalKeys {
  const file = join(dir, 'keys.json');
  const keys = existsSync(file) ? keysSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : newKeys();
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return { ...keys, telnyxPublicKey: publicKeyText(telnyxKey(keys.telnyxPrivateKey)) };
}

export function telnyxKey(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

export function newTelnyxKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** The last 32 bytes of the key's DER form are the key itself. */
export function publicKeyText(privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return der.subarray(-32).toString('base64');
}

function newKeys(): z.infer<typeof keysSchema> {
  return {
    twilioAuthToken: newToken(),
    telnyxPrivateKey: newTelnyxKey(),
    metaAppSecret: newToken(),
    metaVerifyToken: newToken(),
    evolutionJwtKey: newToken(),
    appSecret: newAppSecret(),
    numberKey: randomBytes(32).toString('hex'),
    linkKey: newLinkKey(),
    apiToken: newApiToken(),
  };
}

function newLinkKey(): string {
  return randomBytes(32).toString('hex');
}

function newAppSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}
