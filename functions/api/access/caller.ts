import * as z from 'zod';
import { actorSchema } from '../../core/handling.ts';
import { type Scope, scopes } from '../../core/token.ts';

/** Who calls the API. */
export const callerSchema = z.object({
  /** As the audit names it: of a token, what it was called when it was made. */
  name: z.string(),
  via: actorSchema.shape.via,
  scopes: z.array(z.enum(scopes)),
  /** The only tenant that it may speak of; absent: all. */
  tenant: z.string().optional(),
  /** The only user that it may see, and nothing else. */
  user: z.string().optional(),
  /** By what its calls are limited: the token's id, or who signed the request. */
  id: z.string(),
});
export type Caller = z.infer<typeof callerSchema>;

const contains = {
  read: ['read'],
  operate: ['read', 'operate'],
  ingest: ['ingest'],
  admin: ['read', 'operate', 'ingest', 'admin'],
} as const satisfies Record<Scope, readonly Scope[]>;

export function mayDo(caller: Pick<Caller, 'scopes'>, scope: Scope): boolean {
  return caller.scopes.some((one) => contains[one].some((held) => held === scope));
}
