import * as z from 'zod';
import type { ActRequest } from '../../act/act-request.ts';
import { matcherSchema } from '../../core/matcher.ts';
import { actFor } from '../act-for.ts';
import { doneSchema } from '../answers/alerts.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { lengthSchema } from '../time-body.ts';
import { alertParams } from './alert-detail.ts';

type Action = ActRequest['action'];

const nothing = z.strictObject({});
const lasting = z.strictObject({ for: lengthSchema });

const silenceBody = z.strictObject({
  for: lengthSchema,
  comment: z.string().default(''),
  matchers: z
    .array(matcherSchema)
    .min(1, 'write at least one, or leave it out')
    .optional()
    .meta({ description: "Default: the alert's rule and labels" }),
});

/** Only alerts that fire are acted on; of others it is said that they were left as they are. */
export const alertActionEndpoints: readonly Endpoint[] = [
  action(
    'acknowledge',
    'Take an alert on: no reminders and no further escalation, for as long as it says or until it ends',
    z.strictObject({ for: lengthSchema.optional() }),
    (alert, body) => ({ do: 'acknowledge', on: { alert }, ...body }),
  ),
  action('unacknowledge', 'Give an alert back: reminders and escalation go on', nothing, (alert) => ({
    do: 'unacknowledge',
    on: { alert },
  })),
  action('assign', 'Say who sees to an alert', z.strictObject({ to: z.string().min(1).max(200) }), (alert, { to }) => ({
    do: 'assign',
    on: { alert },
    to,
  })),
  action(
    'comment',
    'Say something about an alert, also about one that has ended',
    z.strictObject({ text: z.string().min(1) }),
    (alert, { text }) => ({ do: 'comment', on: { alert }, text }),
  ),
  action('snooze', 'Let nobody be told that an alert fires, for a while', lasting, (alert, { for: lasts }) => ({
    do: 'snooze',
    on: { alert },
    for: lasts,
  })),
  action('wake', 'End a snooze', nothing, (alert) => ({ do: 'wake', on: { alert } })),
  action('resolve', 'Close an alert; it fires again if its rule still finds it', nothing, (alert) => ({
    do: 'resolve',
    on: { alert },
  })),
  action(
    'silence',
    'Silence the rule and labels of an alert; a silence of the same is made longer',
    silenceBody,
    (alert, body) => ({ do: 'silence-alert', alert, ...body }),
  ),
];

function action<Body>(
  name: string,
  summary: string,
  body: z.ZodType<Body>,
  actionOf: (alert: string, body: Body) => Action,
): Endpoint {
  return endpoint(
    {
      method: 'POST',
      path: `/v1/alerts/{id}/${name}`,
      scope: 'operate',
      tag: 'Alerts',
      summary,
      description: 'If no alert has such an id and one group of alerts has, all of the group that fire are meant.',
      params: alertParams,
      body,
      answer: doneSchema,
    },
    (asked, context) => actFor(context, actionOf(asked.params.id, asked.body), `alert ${asked.params.id}`),
  );
}
