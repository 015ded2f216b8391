import { describe, expect, test } from 'vitest';
import type { Notice } from '../../functions/channels/channel.ts';
import { slack } from '../../functions/channels/slack/slack.ts';
import type { Block } from '../../functions/channels/slack-blocks.ts';
import { type SlackMessage, slackMessage } from '../../functions/channels/slack-message.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import { hostileNames, hostileNotice } from '../support/hostile-notices.ts';
import {
  acknowledgedNotice,
  firingNotice,
  groupNotice,
  reminderNotice,
  resolvedNotice,
  someResolvedNotice,
  testNotice,
  toolsWith,
  updateNotice,
} from '../support/notices.ts';

const { source } = toolsWith();
const settings = slack.settings.parse({ kind: 'slack' });

const blocksOf = ({ blocks, attachments }: SlackMessage): Block[] => [
  ...blocks,
  ...attachments.flatMap((attachment) => attachment.blocks),
];

/** Every text of a message, as Slack shows it. */
function shown(notice: Notice): string {
  const texts = blocksOf(slackMessage(notice, source)).flatMap((block) => {
    if (block.type === 'actions') return block.elements.map(({ text }) => `[${text.text}]`);
    return block.type === 'context' ? block.elements.map(({ text }) => text) : block.text.text;
  });
  return texts.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const buttonsOf = (notice: Notice) =>
  blocksOf(slackMessage(notice, source)).flatMap((block) => (block.type === 'actions' ? block.elements : []));

describe('Slack gets exactly', () => {
  test.each(goldenNotices)('golden/slack-%s.json', async (name, notice) => {
    const json = `${JSON.stringify(slackMessage(notice, source), null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(`golden/slack-${name}.json`);
  });
});

describe('a message in Slack', () => {
  test('says how bad, what, value and threshold, since when, who is hit, why, what to do, cost and which rule', () => {
    expect(shown(firingNotice())).toBe(
      [
        'CRITICAL  Delivery on AT&T through Telnyx is 61 %',
        'threshold 90 %, usually 97 %',
        'since 14:03 EST, 12 min · 468 of 1,204 messages failed · campaigns spring-promo 402, otp 66',
        'Customers on AT&T do not get their messages.',
        'why  311 × 40008 undeliverable',
        '120 × 40001 not routable',
        '37 × 40002 blocked as spam',
        '40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.',
        'cost  $9.36 in failed segments in 15 min',
        'severity critical · rule delivery-by-carrier · provider telnyx · carrier AT&T',
        'delivery-by-carrier · 7f3a9c · wirewatch/prod',
        '[Acknowledge]',
        '[Silence 1 h]',
        '[Silence 4 h]',
        '[Dashboard]',
        '[Runbook]',
      ].join('\n'),
    );
  });

  test('names each of several alerts, the worst first, and how many are left out', () => {
    const text = shown(groupNotice(40));
    expect(text).toContain('CRITICAL  40 alerts: Delivery of campaign-01, campaign-02, campaign-03 and 37 more');
    expect(text).toContain(
      'CRITICAL Delivery of campaign-02 through Telnyx is 51 % · c0ff02\nHIGH Delivery of campaign-03',
    );
    expect(text).toContain('\nand 30 more\n');
  });

  test.each<[string, Notice]>([
    ['2 more alerts', updateNotice()],
    ['1 of 3 resolved', someResolvedNotice()],
    ['still firing, reminder', reminderNotice()],
    ['a test: nothing is wrong', testNotice()],
    ['acknowledged by Ana Ruiz at 14:12 EST · on call: Ben Ochoa', acknowledgedNotice()],
    ['lasted 42 min, 14:03 EST to 14:45 EST', resolvedNotice()],
    ['severity critical · rule delivery-by-carrier', resolvedNotice()],
  ])('says: %s', (line, notice) => {
    expect(shown(notice)).toContain(line);
  });

  test('links to pages that ask again, and can do nothing about what has ended', () => {
    expect(buttonsOf(firingNotice()).map(({ url }) => url)).toEqual([
      'https://wire.example/act/signed-token-acknowledge',
      'https://wire.example/act/signed-token-silence-1h',
      'https://wire.example/act/signed-token-silence-4h',
      'https://dash.example/d',
      'https://runbook.example/doc#delivery-by-carrier',
    ]);
    expect(buttonsOf(resolvedNotice()).map(({ text }) => text.text)).toEqual(['Dashboard', 'Runbook']);
  });

  test('has no row of buttons where there is nothing to press', () => {
    const notice = resolvedNotice();
    const bare = { ...notice, text: { ...notice.text, links: [] } };
    expect(blocksOf(slackMessage(bare, source)).map(({ type }) => type)).not.toContain('actions');
  });

  test('leaves out a button whose address is longer than Slack takes', () => {
    const url = `https://wire.example/${'x'.repeat(3000)}`;
    const notice = firingNotice();
    const actions = notice.actions.map((action) => ({ ...action, url }));
    expect(buttonsOf({ ...notice, actions }).map(({ text }) => text.text)).toEqual(['Dashboard', 'Runbook']);
  });

  test.each<[string, Notice]>([
    ['#c40c0c', firingNotice()],
    ['#e8590c', firingNotice({ severity: 'high' })],
    ['#2eb67d', resolvedNotice()],
    ['#7c5cc4', acknowledgedNotice()],
  ])('has the colour %s', (color, notice) => {
    expect(slackMessage(notice, source).attachments[0]?.color).toBe(color);
  });

  test('shows a title that is too long for a headline once more, whole', () => {
    const { blocks, attachments } = slackMessage(
      firingNotice({ labels: { provider: 'telnyx', carrier: '&'.repeat(200) } }),
      source,
    );
    const header = blocks[0]?.type === 'header' ? blocks[0].text.text : '';
    expect(header).toMatch(/^CRITICAL {2}Delivery on (&amp;)+… \(cut\)$/);
    expect(JSON.stringify(attachments[0]?.blocks[0])).toContain(`Delivery on ${'&amp;'.repeat(200)} through Telnyx`);
  });
});

describe.each(hostileNames)('a name that is %s', (_, name) => {
  const notices = hostileNotice(name);

  test('stays within what Slack takes', () => {
    for (const notice of notices) {
      const message = slackMessage(notice, source);
      expect(message.text.length).toBeLessThanOrEqual(3000);
      for (const block of blocksOf(message)) {
        if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
        if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3000);
        if (block.type !== 'context') continue;
        expect(block.elements.length).toBeLessThanOrEqual(10);
        for (const { text } of block.elements) expect(text.length).toBeLessThanOrEqual(2000);
      }
    }
  });

  test('is neither mention, link nor formatting', () => {
    for (const notice of notices) {
      const message = slackMessage(notice, source);
      expect(JSON.stringify(message)).not.toMatch(/[<>]|"mrkdwn"/);
      expect(JSON.stringify(message).isWellFormed()).toBe(true);
      for (const block of blocksOf(message)) if (block.type === 'section') expect(block.text.text).not.toBe('');
    }
  });
});

describe('the webhook', () => {
  test.each(['http://hooks.slack.com/services/T/B/x', 'ftp://hooks.slack.com/x', 'not a url'])(
    'is not posted to at %s',
    async (url) => {
      const tools = toolsWith({ secret: async () => url });
      expect(await slack.deliver(firingNotice(), settings, tools)).toEqual({
        kind: 'refused',
        why: 'its secret is not an https URL',
      });
    },
  );

  test('is never named with the error that Slack gives', async () => {
    const url = 'https://hooks.slack.com/services/T/B/secret';
    const post = async () => ({ kind: 'answered' as const, status: 404, headers: {}, body: `no_service\n${url}` });
    const delivery = await slack.deliver(firingNotice(), settings, toolsWith({ secret: async () => url, post }));
    expect(delivery).toEqual({ kind: 'refused', why: '404 no_service ***' });
  });
});
