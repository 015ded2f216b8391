import * as z from 'zod';
import { e164 } from '../core/phone.ts';
import { minute } from '../core/time.ts';
import { type ForgetDeps, forget } from './forget.ts';

const requestSchema = z.strictObject({
  tenant: z.string(),
  number: z.string().regex(e164),
  dryRun: z.boolean(),
  withConsent: z.boolean(),
});

/** What a person gets who asked. */
export const forgetAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('forgotten'),
    unlinked: z.record(z.string(), z.number()),
    contended: z.number(),
    keyed: z.object({ entries: z.number(), until: z.number().optional() }),
    consent: z.object({ said: z.string().optional(), is: z.enum(['none', 'kept', 'removed']) }),
    dryRun: z.boolean(),
  }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
]);
export type ForgetAnswer = z.infer<typeof forgetAnswerSchema>;

export type ForgetRequestDeps = ForgetDeps & {
  /** How far the counters are behind, in milliseconds: they keep what people said last of their consent. */
  countLag(): Promise<number>;
};

const mostLag = minute;

/** Forgets whom a person asked to. A request that cannot be understood is not repeated in the answer: it has a number. */
export async function takeForgetRequest(
  request: unknown,
  tenants: readonly string[],
  deps: ForgetRequestDeps,
): Promise<ForgetAnswer> {
  const asked = requestSchema.safeParse(request);
  if (!asked.success) return { kind: 'refused', why: 'the request is not one that this version understands' };
  const { tenant } = asked.data;
  if (!tenants.includes(tenant)) return { kind: 'refused', why: `there is no tenant ${tenant} in what is deployed` };
  if ((await deps.countLag()) > mostLag) {
    return {
      kind: 'refused',
      why: 'counting is behind, and would bring back what it has not read yet: try again later',
    };
  }
  return { kind: 'forgotten', ...(await forget(asked.data, deps)) };
}
