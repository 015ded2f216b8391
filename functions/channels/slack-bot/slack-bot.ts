import * as z from 'zod';
import { jsonText } from '../../core/json-text.ts';
import type { ChannelKind, ChannelTools, Delivery } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { actionButton, actionLink } from '../slack-blocks.ts';
import { type SlackMessage, slackMessage } from '../slack-message.ts';
import { isSafeAddress } from '../web-address.ts';
import { type SlackAnswer, slackAnswer } from './slack-answer.ts';
import { type SlackReply, slackReply } from './slack-reply.ts';

const settings = z.strictObject({
  kind: z.literal('slack-bot'),
  /** The id of a channel, which does not change when its name does. */
  channel: z
    .string()
    .regex(
      /^[CDG][A-Z0-9]{2,20}$/,
      'write the id of the channel, such as C0123456789: it is at the end of its details',
    ),
  url: z.url().refine(isSafeAddress, 'use https, or http to this machine').default('https://slack.com/api'),
  /** Buttons act at once, for the app has Slack's interactivity switched on; else they open a page. */
  interactive: z.boolean().default(false),
  ...commonSettings,
});

/** Where a message is: the channel's id and the message's `ts`. */
type Place = { channel: string; ts: string };
type Call = (method: 'chat.postMessage' | 'chat.update', body: object) => Promise<SlackAnswer>;

/**
 * Slack, through a bot; the secret is its token. A group has one message, which shows how it is now, and what is new
 * goes into its thread.
 */
export const slackBot: ChannelKind<typeof settings> = {
  settings,
  hearsAcknowledgements: true,
  async deliver(notice, { url, channel, interactive }, tools) {
    const token = await tools.secret();
    if (token === undefined) return { kind: 'unconfigured', why: 'its secret, the bot token, is not set' };
    const call = callWith(url, token, tools);
    const message = slackMessage(notice, tools.source, interactive ? actionButton : actionLink);
    const place = placeOf(notice.reference);
    const changed = place && (await call('chat.update', { ...place, ...message }));
    if (place === undefined || changed?.kind === 'gone') return postAnew(channel, message, call);
    if (changed?.kind !== 'done') return deliveryOf(changed);
    return reply(place, slackReply(notice), call);
  },
};

function callWith(url: string, token: string, tools: ChannelTools): Call {
  return async (method, body) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
    const answer = await tools.post({ url: `${url.replace(/\/$/, '')}/${method}`, headers, body: jsonText(body) });
    return slackAnswer(answer, tools.now(), token);
  };
}

/** The inverse of the reference that {@link slackAnswer} makes. */
function placeOf(reference: string | undefined): Place | undefined {
  const [channel, ts] = reference?.split(':') ?? [];
  return channel && ts ? { channel, ts } : undefined;
}

async function postAnew(channel: string, message: SlackMessage, call: Call): Promise<Delivery> {
  return deliveryOf(await call('chat.postMessage', { channel, ...message }));
}

async function reply({ channel, ts }: Place, said: SlackReply | undefined, call: Call): Promise<Delivery> {
  const reference = `${channel}:${ts}`;
  if (said === undefined) return { kind: 'sent', reference };
  const delivery = deliveryOf(await call('chat.postMessage', { channel, thread_ts: ts, ...said }));
  return delivery.kind === 'sent' ? { kind: 'sent', reference } : delivery;
}

function deliveryOf(answer: SlackAnswer | undefined): Delivery {
  if (answer === undefined || answer.kind === 'gone')
    return { kind: 'refused', why: 'Slack no longer has the message' };
  return answer.kind === 'done' ? { kind: 'sent', reference: answer.reference } : answer;
}
