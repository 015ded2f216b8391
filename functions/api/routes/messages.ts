import * as z from 'zod';
import { day } from '../../core/time.ts';
import { keyText } from '../../providers/shapes.ts';
import { type MessagesAnswer, messagesSchema } from '../answers/messages.ts';
import { cursorQuery, iso, limitQuery } from '../common.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { messageAnswer, personEntries } from '../messages/message-answer.ts';
import { numberSchema } from '../messages/number-of.ts';
import { problem } from '../problem.ts';

const asked = z.strictObject({ to: numberSchema, limit: limitQuery(100, 20), cursor: cursorQuery });
type Asked = z.infer<typeof asked>;

const lookUp = { scope: 'read', tag: 'Messages', answer: messagesSchema } as const;

export const messagesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...lookUp,
      method: 'GET',
      path: '/v1/messages/{id}',
      summary: "What is known of a message, a call or a message from a person, by the provider's id",
      description: 'A message that went to several people at once is found by the number of each.',
      params: z.object({ id: keyText.meta({ description: 'As the provider names it: SM…, a UUID, wamid.…' }) }),
    },
    async ({ params: { id } }, context) => ok(await byId(id, context)),
  ),
  endpoint(
    {
      ...lookUp,
      method: 'GET',
      path: '/v1/messages',
      summary: 'What a person got, wrote and asked for, newest first',
      description: 'Numbers in URLs are kept by browsers and proxies: `POST /v1/messages/search` asks the same.',
      query: asked,
    },
    ({ query }, context) => byNumber(query, context),
  ),
  endpoint(
    {
      ...lookUp,
      method: 'POST',
      path: '/v1/messages/search',
      summary: 'What a person got, wrote and asked for, with the number in the body and so in no URL',
      body: asked,
    },
    ({ body }, context) => byNumber(body, context),
  ),
];

async function byId(id: string, { tenant, deps }: Context): Promise<MessagesAnswer> {
  const messages = personEntries(await deps.journal.byId(tenant, id)).map(messageAnswer);
  return { messages, ...(messages.length === 0 && { hint: `Nothing is known of this id. ${usualReasons(deps)}` }) };
}

async function byNumber({ to, limit, cursor }: Asked, { tenant, deps }: Context): Promise<Outcome<MessagesAnswer>> {
  const [startedAt, key] = (cursor === undefined ? undefined : placeOf(cursor)) ?? [];
  const after = startedAt === undefined || key === undefined ? undefined : { startedAt, key };
  if (cursor !== undefined && after === undefined) return problem(400, 'cursor: write `next` of the answer before');
  const [found, standing] = await Promise.all([
    deps.journal.byNumber({ tenant, number: to, limit: limit + 1, after }),
    deps.journal.standing(tenant, to),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return ok({
    messages: personEntries(page).map(messageAnswer),
    ...(standing && {
      consent: { status: standing.status, since: iso(standing.since), provider: standing.provider },
    }),
    ...(found.length === 0 && cursor === undefined && { hint: hintOfNumber(deps) }),
    ...(found.length > limit && last && { next: cursorOf([last.startedAt, last.key]) }),
  });
}

function hintOfNumber(deps: Context['deps']): string {
  return `Nothing is known of this number. Is it written with its country code, as +1 before ten digits? ${usualReasons(deps)} Whoever asked to be forgotten is not found either.`;
}

function usualReasons({ config }: Context['deps']): string {
  const days = Math.round(config.retention.journal / day);
  return `Nobody sent such a message, or it was sent without the status callback URL (GET /v1/about lists the webhooks), or for another tenant, or more than ${days} days ago.`;
}
