import * as z from 'zod';
import { answerQuestion } from '../../act/answer-question.ts';
import { actFor } from '../act-for.ts';
import { timeOf } from '../alerts/alert-answer.ts';
import { doneSchema } from '../answers/alerts.ts';
import { onCallSchema } from '../answers/operations.ts';
import { iso } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';
import { lengthSchema, timeIn, timeText } from '../time-body.ts';

const tag = 'On call';
const takeOverBody = z.strictObject({
  person: z.string().min(1).max(200).meta({ description: 'The name in onCall.people' }),
  from: timeText.optional().meta({ description: 'Default: now' }),
  to: timeText.optional(),
  for: lengthSchema.optional().meta({ description: 'From the beginning; instead of `to`' }),
});

export const onCallEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/oncall',
      scope: 'read',
      tag,
      summary: 'Who is on call, now or at another time',
      query: z.strictObject({ at: timeText.optional() }),
      answer: onCallSchema,
    },
    async ({ query }, context) => {
      const asked = timeIn(query.at, 'at', context);
      return 'kind' in asked ? asked : onCall(asked.at, context);
    },
  ),
  endpoint(
    {
      method: 'POST',
      path: '/v1/oncall/{schedule}/take-over',
      scope: 'operate',
      tag,
      summary: 'Let somebody be on call out of turn',
      params: z.object({ schedule: z.string().max(200).meta({ description: 'A name in onCall.schedules' }) }),
      body: takeOverBody,
      answer: doneSchema,
    },
    ({ params, body }, context) => takeOver(params.schedule, body, context),
  ),
];

async function onCall(
  at: number | undefined,
  { tenant, deps }: Context,
): Promise<Outcome<z.infer<typeof onCallSchema>>> {
  const told = await answerQuestion(tenant, { do: 'list-on-call', at }, deps.act);
  if (told.kind !== 'on-call') throw new Error(`who is on call was answered with ${told.kind}`);
  const schedules = told.schedules.map(({ until, ...rest }) => ({ ...rest, until: timeOf(until) }));
  return ok({ at: iso(told.at), schedules });
}

async function takeOver(
  schedule: string,
  { person, for: lasts, ...body }: z.output<typeof takeOverBody>,
  context: Context,
): Promise<Outcome<z.infer<typeof doneSchema>>> {
  const [begin, end] = [timeIn(body.from, 'from', context), timeIn(body.to, 'to', context)];
  if ('kind' in begin) return begin;
  if ('kind' in end) return end;
  const from = begin.at ?? context.deps.now();
  const to = end.at ?? (lasts === undefined ? undefined : from + lasts);
  if (to === undefined || (end.at !== undefined && lasts !== undefined)) {
    return problem(
      400,
      'to: write either until when, or for how long: { "to": "2026-11-22T09:00" } or { "for": "8h" }',
    );
  }
  return actFor(context, { do: 'take-over', schedule, person, from, to }, `schedule ${schedule}`);
}
