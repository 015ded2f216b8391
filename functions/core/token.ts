import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { actorSchema } from './handling.ts';

/**
 * What a caller may do. `read`: see everything of its tenant. `operate`: also acknowledge, silence, override. `ingest`:
 * only report what the application did. `admin`: all of it.
 */
export const scopes = ['read', 'operate', 'ingest', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What a token begins with, so that scanners for leaked secrets and people know it. */
export const tokenPrefix = 'wirewatch_';

/** A bearer token of the API as it is kept: its hash, never itself. Times in epoch milliseconds. */
export const tokenSchema = z.object({
  /** {@link tokenId} */
  id: z.string(),
  /** SHA-256 of the token, hex: 32 random bytes need no slow hash. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'write the SHA-256 of the token in hex'),
  /** What people call it; the audit names it so. */
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** The only tenant it may speak of; absent: all. */
  tenant: z.string().optional(),
  /** The only user it may see, and nothing else. */
  user: z.string().optional(),
  by: actorSchema,
  createdAt: z.number(),
  expiresAt: z.number().optional(),
  revoked: z.object({ by: actorSchema, at: z.number() }).optional(),
});
export type Token = z.infer<typeof tokenSchema>;

/** A token as people see it. Times in epoch milliseconds. */
export const listedTokenSchema = tokenSchema.omit({ hash: true }).extend({
  state: z.enum(['valid', 'expired', 'revoked']),
  /** The minute in which it was last used; absent: not for 30 days. */
  lastCalledAt: z.number().optional(),
});
export type ListedToken = z.infer<typeof listedTokenSchema>;

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What a token is called in lists and keys: the beginning of its hash. 12 hex digits. */
export function tokenIdOf(hash: string): string {
  return hash.slice(0, 12);
}

export function tokenId(token: string): string {
  return tokenIdOf(tokenHash(token));
}

/** Whether that is the token, told in the same time whatever is wrong with it. */
export function isToken(kept: Pick<Token, 'hash'>, sent: string): boolean {
  return timingSafeEqual(Buffer.from(kept.hash, 'hex'), Buffer.from(tokenHash(sent), 'hex'));
}

/** No token has it: nobody knows a text of this hash. */
const nobodys = '0'.repeat(64);

/** The token that was sent if it opens anything. What is not known is compared as well: it takes as long to refuse. */
export function openedBy(sent: string, kept: Token | undefined, wall: number, compare = isToken): Token | undefined {
  const isSame = compare(kept ?? { hash: nobodys }, sent);
  return isSame && kept !== undefined && tokenState(kept, wall) === 'valid' ? kept : undefined;
}

/** `wall`: epoch milliseconds. */
export function tokenState(token: Pick<Token, 'expiresAt' | 'revoked'>, wall: number): ListedToken['state'] {
  if (token.revoked !== undefined) return 'revoked';
  return token.expiresAt !== undefined && token.expiresAt <= wall ? 'expired' : 'valid';
}
