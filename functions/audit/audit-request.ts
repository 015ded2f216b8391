import * as z from 'zod';
import { localDayStart } from '../core/calendar.ts';
import { hour } from '../core/time.ts';
import { type AuditDeps, type Audited, audit } from './audit.ts';
import { recountHour } from './recount.ts';
import { recountUsers } from './recount-users.ts';

const how = { tenant: z.string(), quietMs: z.number().int().nonnegative(), repair: z.boolean() };

/** What starts a run: the schedule, which tells its time; or a person, who asks for one hour, or for one day of users. */
const requestSchema = z.union([
  z.strictObject({ hour: z.number().int().multipleOf(hour), ...how }),
  z.strictObject({ day: z.number().int(), ...how }),
  z.object({ tick: z.union([z.number(), z.string()]).pipe(z.coerce.date()) }),
]);

const count = z.number().int();

/** What a person gets who asked. */
export const recountAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('recounted'),
    items: count,
    equal: count,
    moving: count,
    late: count,
    repaired: count,
    drifting: count,
    drift: count,
    differences: z.array(
      z.object({
        dimension: z.string(),
        value: z.string(),
        granularity: z.string(),
        start: count,
        measure: z.string(),
        stored: count,
        counted: count,
      }),
    ),
  }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
]);
export type RecountAnswer = z.infer<typeof recountAnswerSchema>;

/** Runs what was asked for. @throws ZodError if that cannot be understood */
export async function takeAuditRequest(request: unknown, deps: AuditDeps): Promise<Audited | RecountAnswer> {
  const asked = requestSchema.parse(request);
  if ('tick' in asked) return audit(asked.tick.getTime(), deps);
  const zone = Object.hasOwn(deps.tenants, asked.tenant) ? deps.tenants[asked.tenant]?.timeZone : undefined;
  if (zone === undefined) return { kind: 'refused', why: `there is no tenant ${asked.tenant} in what is deployed` };
  const start = 'hour' in asked ? asked.hour : asked.day;
  if (start + deps.retention.journal <= deps.now()) return { kind: 'refused', why: 'the journal no longer has it' };
  if ('hour' in asked) return { kind: 'recounted', ...(await recountHour(asked, deps)) };
  if (localDayStart(zone, start) !== start) return { kind: 'refused', why: `no day of ${zone} starts then` };
  return { kind: 'recounted', ...(await recountUsers({ ...asked, zone }, deps)) };
}
