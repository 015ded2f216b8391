import { describe, expect, test } from 'vitest';
import { slack } from '../../functions/channels/slack/slack.ts';
import { slackMessage } from '../../functions/channels/slack/slack-message.ts';
import { firingNotice, resolvedNotice, toolsWith } from '../support/notices.ts';

const footer = {
  type: 'context',
  elements: [{ type: 'mrkdwn', text: 'delivery-by-carrier · 7f3a9c', verbatim: true }],
};
const buttons = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      text: { type: 'plain_text', text: 'Dashboard', emoji: false },
      url: 'https://dash.example/d',
    },
    {
      type: 'button',
      text: { type: 'plain_text', text: 'Runbook', emoji: false },
      url: 'https://runbook.example/doc#delivery-by-carrier',
    },
  ],
};

describe('Slack', () => {
  test('shows a firing alert: headline, facts, reasons, cost, footer and links', () => {
    const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
    expect(slackMessage(firingNotice())).toEqual({
      text: 'CRITICAL  Delivery on AT&amp;T through Telnyx is 61 %  (threshold 90 %, usually 97 %)',
      blocks: [
        {
          type: 'header',
          text: { type: 'plain_text', text: 'CRITICAL  Delivery on AT&amp;T through Telnyx is 61 %', emoji: false },
        },
        section(
          [
            'threshold 90 %, usually 97 %',
            'since 14:03 EST, 12 min · 468 of 1,204 messages failed · campaigns spring-promo 402, otp 66',
            'Customers on AT&amp;T do not get their messages.',
          ].join('\n'),
        ),
        section(
          [
            '*why*  311 × 40008 undeliverable',
            '120 × 40001 not routable',
            '37 × 40002 blocked as spam',
            '40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.',
          ].join('\n'),
        ),
        section('*cost*  $9.36 in failed segments in 15 min'),
        footer,
        buttons,
      ],
    });
  });

  test('shows a resolved alert with how long it lasted', () => {
    const { text, blocks } = slackMessage(resolvedNotice());
    expect(text).toBe('RESOLVED  Delivery on AT&amp;T through Telnyx is 97.5 %  (threshold 90 %, usually 97 %)');
    expect(blocks[1]).toMatchObject({
      text: { text: 'threshold 90 %, usually 97 %\nlasted 42 min, 14:03 EST to 14:45 EST' },
    });
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'context', 'actions']);
  });

  test('has no buttons where there are no links', () => {
    const notice = firingNotice();
    const { blocks } = slackMessage({ ...notice, text: { ...notice.text, links: [] } });
    expect(blocks.map(({ type }) => type)).not.toContain('actions');
  });

  test('cuts what is too long for Slack, never inside an escaped character, and says so', () => {
    const notice = firingNotice({ labels: { provider: 'telnyx', carrier: '&'.repeat(1000) } });
    const { blocks, text } = slackMessage(notice);
    const header = blocks[0]?.type === 'header' ? blocks[0].text.text : '';
    expect(header).toMatch(/^CRITICAL {2}Delivery on (&amp;)+… \(cut\)$/);
    expect(header.length).toBeLessThanOrEqual(150);
    expect(text.length).toBeLessThanOrEqual(3000);
  });

  test.each(['http://hooks.slack.com/services/T/B/x', 'ftp://hooks.slack.com/x', 'not a url'])(
    'refuses to post to %s',
    async (url) => {
      const tools = toolsWith({ secret: async () => url });
      expect(await slack.deliver(firingNotice(), { kind: 'slack' }, tools)).toEqual({
        kind: 'refused',
        why: 'its secret is not an https URL',
      });
    },
  );

  test('names the error that Slack gives, and never the webhook URL', async () => {
    const url = 'https://hooks.slack.com/services/T/B/secret';
    const post = async () => ({ kind: 'answered' as const, status: 404, headers: {}, body: `no_service\n${url}` });
    const delivery = await slack.deliver(
      firingNotice(),
      { kind: 'slack' },
      toolsWith({ secret: async () => url, post }),
    );
    expect(delivery).toEqual({ kind: 'refused', why: '404 no_service ***' });
  });
});
