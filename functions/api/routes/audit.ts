import * as z from 'zod';
import { day } from '../../core/time.ts';
import { auditSchema } from '../answers/operations.ts';
import { cursorQuery, iso, limitQuery, rangeOf, rangeQuery } from '../common.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const query = z.strictObject({ ...rangeQuery, limit: limitQuery(200, 50), cursor: cursorQuery });
const range = { usual: 7 * day, longest: 400 * day };

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
  const after = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && after === undefined) return problem(400, 'cursor: write `next` of the answer before');
  // What was done in the same millisecond may lie on both sides of the end of an answer.
  const told = after === undefined ? 0 : Number(after[1]) || 0;
  const to = after === undefined ? span.to + 1 : after[0] + 1;
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
