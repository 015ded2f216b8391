import * as z from 'zod';
import { printableName } from '../core/printable-name.ts';
import { scopes, tokenSchema } from '../core/token.ts';

/** Tokens of whichever tenant, those of all tenants among them; absent: of the tenant that is spoken of. */
const allTenants = z.boolean().optional();

/** The token itself stays with whoever made it: only its hash is told. Times in epoch milliseconds, wall clock. */
export const tokenActionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('create-token'),
    hash: tokenSchema.shape.hash,
    name: printableName,
    scopes: z.array(z.enum(scopes)).min(1, 'name at least one scope'),
    /** The only user that it may see. */
    user: z.string().min(1).max(200).optional(),
    allTenants,
    expiresAt: z
      .number()
      .max(Date.UTC(9999, 11, 31), 'write a time before the end of 9999')
      .optional(),
  }),
  /** `id`: or its beginning. */
  z.strictObject({ do: z.literal('revoke-token'), id: z.string().min(1), allTenants }),
]);
export type TokenAction = z.infer<typeof tokenActionSchema>;

export const tokenQuestionSchema = z.strictObject({ do: z.literal('list-tokens'), allTenants });
