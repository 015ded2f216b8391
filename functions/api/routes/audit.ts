import * as z from 'zod';
import { day } from '../../core/time.ts';
import { auditSchema } from '../answers/operations.ts';
import { cursorQuery, iso, limitQuery, rangeOf, rangeQuery } from '../common.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const query = z.strictObject({ ...rangeQuery, limit: limitQuery(200, 50), cursor: cursorQuery });
const range = { usual: 7 * day, longest: 400 * day };

/** When the last one was done that was told, and how many of that millisecond were: they may lie on both sides of the end. */
const endSchema = z.tuple([
  z
    .int()
    .min(0)
    .max(Date.UTC(9999, 11, 31)),
  z.coerce.number().pipe(z.int().min(1).max(10_000)),
]);

export const auditEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/audit',
      scope: 'read',
      tag: 'Configuration',
      summary: 'Who did what, the newest first',
      description: 'The last seven days unless asked otherwise; it is kept for 400.',
      query,
      answer: auditSchema,
    },
    (asked, context) => list(asked.query, context),
  ),
];

async function list(
  { limit, cursor, ...asked }: z.infer<typeof query>,
  context: Context,
): Promise<Outcome<z.infer<typeof auditSchema>>> {
  const span = rangeOf(asked, context, range);
  if ('kind' in span) return span;
  const after = cursor === undefined ? undefined : endSchema.safeParse(placeOf(cursor)).data;
  if (cursor !== undefined && after === undefined) return problem(400, 'cursor: write `next` of the answer before');
  const [at = span.to, told = 0] = after ?? [];
  const to = Math.min(at, span.to) + 1;
  // The last seven days are others by the time that somebody goes on.
  if (to <= span.from) return ok({ records: [] });
  const found = await context.deps.act.audited({
    tenant: context.tenant,
    from: span.from,
    to,
    limit: limit + told + 1,
  });
  const records = found.slice(told, told + limit);
  const last = records.at(-1);
  const isEnd = last === undefined || found.length <= told + limit;
  const same = found.slice(0, told + limit).filter(({ at }) => at === last?.at).length;
  return ok({
    records: records.map(({ id, at, by, did, changes, unlisted }) => ({ id, at: iso(at), by, did, changes, unlisted })),
    next: isEnd ? undefined : cursorOf([last.at, String(same)]),
  });
}
