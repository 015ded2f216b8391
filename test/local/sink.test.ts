import { describe, expect, test } from 'vitest';
import type { Notice } from '../../functions/channels/channel.ts';
import { noticeJson } from '../../functions/channels/notice-json.ts';
import { opsgenieRequests } from '../../functions/channels/opsgenie/opsgenie-requests.ts';
import { slackMessage } from '../../functions/channels/slack-message.ts';
import { teamsMessage } from '../../functions/channels/teams/teams-card.ts';
import { sink, sinkUrl } from '../../local/sink.ts';
import { firingNotice, updateNotice } from '../support/notices.ts';

async function taken(path: string, body: unknown) {
  const printed: string[] = [];
  const url = sinkUrl('', 'ops') + path;
  const answer = await sink((text) => printed.push(text))({
    method: 'POST',
    url,
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
  });
  return { printed: printed.join('\n'), answer };
}

const whole = [
  'CRITICAL  Delivery on AT&T through Telnyx is 61 %',
  'since 14:03 EST, 12 min · 468 of 1,204 messages failed',
  'why  311 × 40008 undeliverable',
  '[Acknowledge]  [Silence 1 h]  [Silence 4 h]  [Dashboard]  [Runbook]',
];

describe('a channel that is not set up prints', () => {
  test.each<[string, (notice: Notice, source: string) => unknown]>([
    ['Slack', slackMessage],
    ['Teams', teamsMessage],
  ])('all that %s would show', async (_, message) => {
    const { printed, answer } = await taken('', message(firingNotice(), 'wirewatch/local'));
    expect(printed).toContain('── ops is not set up; it would have got');
    for (const line of whole) expect(printed).toContain(line);
    expect(answer?.status).toBe(202);
  });

  test('the description and the notes of an alert in Opsgenie', async () => {
    const settings = { url: 'https://opsgenie.example', responders: [] };
    const [create, note] = opsgenieRequests(updateNotice(), settings, 'wirewatch/local');
    expect((await taken('/v2/alerts', JSON.parse(create?.body ?? ''))).printed).toContain('P1: CRITICAL  5 alerts: ');
    expect((await taken('/v2/alerts', JSON.parse(note?.body ?? ''))).printed).toContain('2 more alerts');
  });

  test('in short what a program would get', async () => {
    const { printed } = await taken('', noticeJson(firingNotice(), 'wirewatch/local'));
    expect(printed).toContain('firing, critical: Delivery on AT&T through Telnyx is 61 %');
  });

  test('what it does not know as it came', async () => {
    expect((await taken('', { some: 'thing' })).printed).toContain('{"some":"thing"}');
  });
});

describe('a Slack bot that is not set up', () => {
  test('is answered with the place of its message', async () => {
    const { answer, printed } = await taken('/chat.postMessage', slackMessage(firingNotice(), 'wirewatch/local'));
    expect(JSON.parse(String(answer?.body))).toEqual({ ok: true, channel: 'ops', ts: '1.0' });
    expect(printed).toContain('CRITICAL  Delivery on AT&T');
  });

  test('does not print a message again that it changes', async () => {
    expect((await taken('/chat.update', slackMessage(firingNotice(), 'wirewatch/local'))).printed).toBe('');
  });
});
