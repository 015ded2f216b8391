import * as z from 'zod';
import { matcherSchema, matchersText } from '../../core/matcher.ts';
import { type Silence, silenceState } from '../../core/silence.ts';
import { actFor } from '../act-for.ts';
import { doneSchema } from '../answers/alerts.ts';
import { type silenceAnswerSchema, silencesSchema } from '../answers/operations.ts';
import { cursorQuery, iso, limitQuery } from '../common.ts';
import { afterCursor, cursorOf } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { lengthSchema, timeIn, timeText } from '../time-body.ts';

const states = ['current', 'pending', 'active', 'expired', 'all'] as const;

const listQuery = z.strictObject({
  state: z
    .enum(states, `write one of ${states.join(', ')}`)
    .default('current')
    .meta({ description: '`current`: those that are active or pending' }),
  limit: limitQuery(200, 50),
  cursor: cursorQuery,
});

const matchers = z.array(matcherSchema);
const createBody = z.strictObject({
  matchers,
  from: timeText.optional(),
  for: lengthSchema.meta({ description: 'From its beginning' }),
  comment: z.string().default(''),
});
const editBody = z.strictObject({
  matchers: matchers.optional(),
  from: timeText.optional(),
  for: lengthSchema.optional().meta({ description: 'From now, or from a beginning that is still to come' }),
  comment: z.string().optional(),
});

const params = z.object({
  id: z.string().min(1).max(100).meta({ description: 'The beginning of an id is enough, if only one begins so' }),
});
const facts = { scope: 'operate', tag: 'Silences', answer: doneSchema } as const;

export const silencesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/silences',
      scope: 'read',
      tag: 'Silences',
      summary: 'What nobody is told of, and what nobody was told of; what ends last comes first',
      query: listQuery,
      answer: silencesSchema,
    },
    ({ query }, context) => list(query, context),
  ),
  endpoint(
    { ...facts, method: 'POST', path: '/v1/silences', summary: 'Make a silence', body: createBody },
    async ({ body: { from, ...rest } }, context) => {
      const begin = timeIn(from, 'from', context);
      if ('kind' in begin) return begin;
      const done = await actFor(context, { do: 'silence', ...rest, from: begin.at }, 'silence');
      return done.kind === 'ok' ? { ...done, status: 201 } : done;
    },
  ),
  endpoint(
    {
      ...facts,
      method: 'PATCH',
      path: '/v1/silences/{id}',
      summary: 'Change a silence; where that would rewrite what has happened, it ends and another takes its place',
      params,
      body: editBody,
    },
    async ({ params: { id }, body: { from, ...rest } }, context) => {
      const begin = timeIn(from, 'from', context);
      if ('kind' in begin) return begin;
      return actFor(context, { do: 'edit-silence', id, ...rest, from: begin.at }, `silence ${id}`);
    },
  ),
  endpoint(
    {
      ...facts,
      method: 'DELETE',
      path: '/v1/silences/{id}',
      summary: 'End a silence now; it stays as history',
      params,
    },
    ({ params: { id } }, context) => actFor(context, { do: 'end-silence', id }, `silence ${id}`),
  ),
];

async function list(
  { state, limit, cursor }: z.infer<typeof listQuery>,
  { tenant, deps }: Context,
): Promise<Outcome<z.infer<typeof silencesSchema>>> {
  const place = afterCursor(cursor);
  if ('kind' in place) return place;
  const { after } = place;
  const now = deps.now();
  const all = (await deps.act.silences(tenant))
    .filter((one) => isListed(silenceState(one, now), state))
    .sort(compare)
    .filter((one) => after === undefined || compare({ endsAt: after[0], id: after[1] }, one) < 0);
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  const next = all.length > shown.length && last !== undefined ? cursorOf([last.endsAt, last.id]) : undefined;
  return ok({ silences: shown.map((one) => silenceAnswer(one, now)), next });
}

type State = ReturnType<typeof silenceState>;

function isListed(is: State, asked: (typeof states)[number]): boolean {
  return asked === 'all' || is === asked || (asked === 'current' && is !== 'expired');
}

function compare(a: Pick<Silence, 'endsAt' | 'id'>, b: Pick<Silence, 'endsAt' | 'id'>): number {
  return b.endsAt - a.endsAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function silenceAnswer(silence: Silence, now: number): z.infer<typeof silenceAnswerSchema> {
  const { id, matchers: held, startsAt, endsAt, by, comment } = silence;
  const state = silenceState(silence, now);
  return {
    id,
    state,
    matchers: held,
    words: matchersText(held),
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    by,
    comment,
  };
}
