import * as z from 'zod';
import { oneLine } from '../../core/cut-text.ts';
import { retryAfter } from '../../core/retry-after.ts';
import { withoutSecrets } from '../../core/without-secrets.ts';
import type { Delivery, HttpAnswer } from '../channel.ts';
import { httpDelivery } from '../http-delivery.ts';

/** What Slack's Web API answers with 200, even when it refuses (docs.slack.dev, chat.postMessage, chat.update). */
const bodySchema = z.union([
  z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** `gone`: the message can no longer be changed. */
export type SlackAnswer = Exclude<Delivery, { kind: 'sent' }> | { kind: 'done'; reference: string } | { kind: 'gone' };

/** Errors that pass by themselves. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** What to do about the commonest refusals. */
const advice: Readonly<Record<string, string>> = {
  channel_not_found: 'write the id of a channel, and invite the bot to it',
  not_in_channel: 'invite the bot to the channel',
  is_archived: 'the channel is archived: write the id of another',
  missing_scope: 'give the app the scope chat:write, and install it anew',
  invalid_auth: 'set the bot token anew',
  not_authed: 'set the bot token anew',
  token_revoked: 'set the bot token anew',
  token_expired: 'set the bot token anew',
  account_inactive: 'the app was removed: install it anew, and set the bot token',
};

/** What an answer of Slack's Web API means. @param now epoch milliseconds @param token never to appear in a reason */
export function slackAnswer(answer: HttpAnswer, now: number, token: string): SlackAnswer {
  const byStatus = httpDelivery(answer, now, [token]);
  if (byStatus.kind !== 'sent') return byStatus;
  if (answer.kind !== 'answered') return { kind: 'retry', why: 'no answer' };
  const body = bodySchema.safeParse(jsonOf(answer.body));
  if (!body.success) return { kind: 'retry', why: `${answer.status}, and not the JSON that Slack answers with` };
  if (body.data.ok) return { kind: 'done', reference: `${body.data.channel}:${body.data.ts}` };
  return errorAnswer(body.data.error, retryAfter(answer.headers['retry-after'], now), token);
}

function errorAnswer(error: string, afterMs: number | undefined, token: string): SlackAnswer {
  if (unchangeable.has(error)) return { kind: 'gone' };
  const why = oneLine(withoutSecrets(error, [token])).slice(0, 200);
  if (passing.has(error)) return { kind: 'retry', why, ...(afterMs !== undefined && { afterMs }) };
  return { kind: 'refused', why: Object.hasOwn(advice, error) ? `${why}: ${advice[error]}` : why };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
