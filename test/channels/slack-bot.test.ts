import { describe, expect, test } from 'vitest';
import type { ChannelTools, Delivery, HttpRequest, Notice } from '../../functions/channels/channel.ts';
import { slackBot } from '../../functions/channels/slack-bot/slack-bot.ts';
import { slackMessage } from '../../functions/channels/slack-message.ts';
import { hostileNames, hostileNotice } from '../support/hostile-notices.ts';
import {
  acknowledgedNotice,
  firingNotice,
  groupNotice,
  reminderNotice,
  resolvedNotice,
  someResolvedNotice,
  toolsWith,
  updateNotice,
} from '../support/notices.ts';

const { source } = toolsWith();
const channel = 'C0123456789';
const reference = `${channel}:1763751780.000100`;
const settings = slackBot.settings.parse({ kind: 'slack-bot', channel });

type Body = Record<string, unknown> & { text: string; blocks: { text: { text: string } }[] };
type Sent = { method: string; headers: Record<string, string>; body: Body };
type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

const done = (ts = '1763751780.000100'): Answer => ({ body: { ok: true, channel, ts } });
const refusal = (error: string): Answer => ({ body: { ok: false, error } });

/** What is posted, and how it ends, when Slack gives these answers one after the other. */
async function delivered(
  notice: Notice,
  answers: Answer[],
  given = settings,
): Promise<{ delivery: Delivery; sent: Sent[] }> {
  const sent: Sent[] = [];
  const post: ChannelTools['post'] = async ({ url, headers, body }: HttpRequest) => {
    sent.push({ method: url.replace('https://slack.com/api/', ''), headers, body: JSON.parse(body) });
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new Error(`one call too many: ${url}`);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return { kind: 'answered', status: answer.status ?? 200, headers: answer.headers ?? {}, body: text };
  };
  const tools = toolsWith({ post, secret: async () => 'xoxb-token' });
  return { delivery: await slackBot.deliver(notice, given, tools), sent };
}

const replyOf = (sent: readonly Sent[]) => sent[1]?.body.blocks[0]?.text.text;

describe('the first notice of a group', () => {
  test('is posted to the channel with the token, and gives the message its reference', async () => {
    const { delivery, sent } = await delivered(firingNotice(), [done()]);
    expect(delivery).toEqual({ kind: 'sent', reference });
    expect(sent).toEqual([
      {
        method: 'chat.postMessage',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer xoxb-token' },
        body: { channel, ...slackMessage(firingNotice(), source) },
      },
    ]);
  });
});

describe('a later notice', () => {
  test('changes the message to the state now, and says in its thread what is new', async () => {
    const { delivery, sent } = await delivered(updateNotice(), [done(), done('9.9')]);
    expect(delivery).toEqual({ kind: 'sent', reference });
    expect(sent.map(({ method }) => method)).toEqual(['chat.update', 'chat.postMessage']);
    expect(sent[0]?.body).toEqual({ channel, ts: '1763751780.000100', ...slackMessage(updateNotice(), source) });
    expect(sent[1]?.body).toMatchObject({ channel, thread_ts: '1763751780.000100', reply_broadcast: false });
    expect(replyOf(sent)).toBe(
      [
        'CRITICAL  2 more alerts',
        'Delivery of campaign-04 through Telnyx is 53 %',
        'Delivery of campaign-05 through Telnyx is 54 %',
      ].join('\n'),
    );
  });

  test.each<[string, Notice, string, boolean]>([
    [
      'a reminder, shown in the channel, too',
      reminderNotice(),
      'CRITICAL  still firing, reminder\nDelivery on AT&amp;T through Telnyx is 61 %\nsince 14:03 EST, 12 min',
      true,
    ],
    [
      'what has ended',
      someResolvedNotice(),
      'CRITICAL  1 of 3 resolved\nDelivery of campaign-01 through Telnyx is 50 %',
      false,
    ],
    [
      'what has become worse, shown in the channel, too',
      updateNotice({ reason: 'severity-rose' }),
      'CRITICAL  severity rose from high to critical\nDelivery of campaign-01 through Telnyx is 50 %',
      true,
    ],
    [
      'the end',
      resolvedNotice(),
      'RESOLVED\nDelivery on AT&amp;T through Telnyx is 97.5 %\nlasted 42 min, 14:03 EST to 14:45 EST',
      false,
    ],
  ])('says in the thread: %s', async (_, notice, text, broadcast) => {
    const { sent } = await delivered(notice, [done(), done('9.9')]);
    expect(replyOf(sent)).toBe(text);
    expect(sent[1]?.body.reply_broadcast).toBe(broadcast);
  });

  test('names ten of many new alerts, and how many are left out', async () => {
    const notice = groupNotice(40, { reference, reason: 'new-alerts' });
    const { sent } = await delivered(notice, [done(), done('9.9')]);
    expect(replyOf(sent)?.split('\n')).toHaveLength(12);
    expect(replyOf(sent)).toMatch(/^CRITICAL {2}40 more alerts\n.*\nand 30 more$/s);
  });

  test('of a mere acknowledgement changes the message and says nothing more', async () => {
    const { delivery, sent } = await delivered(acknowledgedNotice(), [done()]);
    expect(sent.map(({ method }) => method)).toEqual(['chat.update']);
    expect(delivery).toEqual({ kind: 'sent', reference });
    expect(slackBot.hearsAcknowledgements).toBe(true);
  });

  test('of the end turns the message green', async () => {
    const { sent } = await delivered(resolvedNotice(), [done(), done('9.9')]);
    expect(sent[0]?.body.attachments).toMatchObject([{ color: '#2eb67d' }]);
  });

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'is posted anew where the message cannot be changed: %s',
    async (error) => {
      const { delivery, sent } = await delivered(reminderNotice(), [refusal(error), done('7.7')]);
      expect(sent.map(({ method }) => method)).toEqual(['chat.update', 'chat.postMessage']);
      expect(sent[1]?.body).toEqual({ channel, ...slackMessage(reminderNotice(), source) });
      expect(delivery).toEqual({ kind: 'sent', reference: `${channel}:7.7` });
    },
  );

  test('says nothing in the thread while the message cannot be changed, and is tried again', async () => {
    const { delivery, sent } = await delivered(updateNotice(), [refusal('internal_error')]);
    expect(sent).toHaveLength(1);
    expect(delivery).toEqual({ kind: 'retry', why: 'internal_error' });
  });

  test('is tried again when its thread could not be written to', async () => {
    const { delivery } = await delivered(updateNotice(), [done(), refusal('internal_error')]);
    expect(delivery).toEqual({ kind: 'retry', why: 'internal_error' });
  });
});

describe('an answer of Slack with 200', () => {
  test.each([
    'ratelimited',
    'rate_limited',
    'message_limit_exceeded',
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
  ])('that refuses for now is tried again: %s', async (error) => {
    const { delivery } = await delivered(firingNotice(), [{ ...refusal(error), headers: { 'retry-after': '30' } }]);
    expect(delivery).toEqual({ kind: 'retry', why: error, afterMs: 30_000 });
  });

  test.each([
    ['channel_not_found', 'channel_not_found: write the id of a channel, and invite the bot to it'],
    ['not_in_channel', 'not_in_channel: invite the bot to the channel'],
    ['invalid_auth', 'invalid_auth: set the bot token anew'],
    ['missing_scope', 'missing_scope: give the app the scope chat:write, and install it anew'],
    ['invalid_blocks', 'invalid_blocks'],
    ['constructor', 'constructor'],
    ['the token is xoxb-token\n', 'the token is ***'],
  ])('that refuses for good says what to do: %s', async (error, why) => {
    expect((await delivered(firingNotice(), [refusal(error)])).delivery).toEqual({ kind: 'refused', why });
  });

  test.each(['', 'ok', '<html>', '{}', '{"ok":true}', '[]', 'null'])('that says %j is no receipt', async (body) => {
    const { delivery } = await delivered(firingNotice(), [{ body }]);
    expect(delivery).toEqual({ kind: 'retry', why: '200, and not the JSON that Slack answers with' });
  });
});

test('a status of 429 asks for its own delay', async () => {
  const answer = { ...refusal('ratelimited'), status: 429, headers: { 'retry-after': '7' } };
  expect((await delivered(firingNotice(), [answer])).delivery).toMatchObject({ kind: 'retry', afterMs: 7000 });
});

describe('buttons', () => {
  const interactive = { ...settings, interactive: true };

  test('act at once where the app is interactive: they carry the token of the page', async () => {
    const { sent } = await delivered(firingNotice(), [done()], interactive);
    const json = JSON.stringify(sent[0]?.body);
    expect(json).toContain('"style":"primary"');
    for (const action of ['acknowledge', 'silence-1h', 'silence-4h']) {
      expect(json).toContain(`"action_id":"${action}","value":"signed-token-${action}"`);
    }
    expect(json).not.toContain('https://wire.example/act');
    expect(json).toContain('"url":"https://dash.example/d"');
  });

  test('stay links where a token is longer than Slack takes', async () => {
    const notice = firingNotice();
    const url = `https://wire.example/act/${'x'.repeat(2001)}`;
    const actions = notice.actions.map((action) => ({ ...action, url }));
    const { sent } = await delivered({ ...notice, actions }, [done()], interactive);
    expect(JSON.stringify(sent[0]?.body)).not.toContain('action_id');
  });
});

test.each(hostileNames)('a name that is %s stays text in a thread', async (_, name) => {
  for (const notice of hostileNotice(name)) {
    for (const reason of ['repeat', 'new-alerts', 'resolved'] as const) {
      const { sent } = await delivered({ ...notice, reference, reason }, [done(), done('9.9')]);
      expect(JSON.stringify(sent[1]?.body)).not.toMatch(/[<>]|mrkdwn/);
      expect(replyOf(sent)?.length).toBeLessThanOrEqual(3000);
      expect(sent[1]?.body.text.length).toBeLessThanOrEqual(3000);
    }
  }
});

test.each(['#alerts', 'alerts', 'U0123456789', ''])('a channel is named by its id, not by %j', (name) => {
  const { error } = slackBot.settings.safeParse({ kind: 'slack-bot', channel: name });
  expect(error?.issues[0]?.message).toContain('write the id of the channel');
});
