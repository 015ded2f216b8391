import { describe, expect, test } from 'vitest';
import type { Notice } from '../../functions/channels/channel.ts';
import { teams } from '../../functions/channels/teams/teams.ts';
import { teamsMessage } from '../../functions/channels/teams/teams-card.ts';
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
const settings = teams.settings.parse({ kind: 'teams' });

const cardOf = (notice: Notice) => teamsMessage(notice, source).attachments[0]?.content;

/** Every text of a card, a line each. */
function shown(notice: Notice): string[] {
  const runs = (cardOf(notice)?.body ?? []).flatMap((block) =>
    block.type === 'Container' ? block.items.flatMap(({ inlines }) => inlines) : block.inlines,
  );
  return runs.map(({ text }) => text);
}

describe('Teams gets exactly', () => {
  test.each(goldenNotices)('golden/teams-%s.json', async (name, notice) => {
    const json = `${JSON.stringify(teamsMessage(notice, source), null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(`golden/teams-${name}.json`);
  });
});

describe('a card in Teams', () => {
  test('says how bad, what, value and threshold, since when, who is hit, why, what to do, cost and which rule', () => {
    expect(shown(firingNotice())).toEqual([
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
    ]);
  });

  test.each<[string, Notice]>([
    ['2 more alerts', updateNotice()],
    ['1 of 3 resolved', someResolvedNotice()],
    ['still firing, reminder', reminderNotice()],
    ['a test: nothing is wrong', testNotice()],
    ['acknowledged by Ana Ruiz at 14:12 EST · on call: Ben Ochoa', acknowledgedNotice()],
    ['lasted 42 min, 14:03 EST to 14:45 EST', resolvedNotice()],
    ['and 30 more', groupNotice(40)],
  ])('says: %s', (line, notice) => {
    expect(shown(notice)).toContain(line);
  });

  test('links to what can be done, to the dashboard and the runbook', () => {
    expect(cardOf(firingNotice())?.actions.map(({ title, url }) => `${title} ${url}`)).toEqual([
      'Acknowledge https://wire.example/act/signed-token-acknowledge',
      'Silence 1 h https://wire.example/act/signed-token-silence-1h',
      'Silence 4 h https://wire.example/act/signed-token-silence-4h',
      'Dashboard https://dash.example/d',
      'Runbook https://runbook.example/doc#delivery-by-carrier',
    ]);
    expect(cardOf(resolvedNotice())?.actions.map(({ title }) => title)).toEqual(['Dashboard', 'Runbook']);
  });

  test.each<[string, Notice]>([
    ['attention', firingNotice()],
    ['warning', firingNotice({ severity: 'medium' })],
    ['good', resolvedNotice()],
  ])('has a headline of the style %s', (style, notice) => {
    expect(cardOf(notice)?.body[0]).toMatchObject({ type: 'Container', style });
  });

  test('stays within 28 KB, counted in whatever encoding, and says that the rest was left out', () => {
    const notice = firingNotice();
    const why = Array.from({ length: 100 }, (_, index) => `${index} × ${'ü'.repeat(900)}`);
    const large = { ...notice, text: { ...notice.text, why } };
    const json = JSON.stringify(teamsMessage(large, source));
    expect(Buffer.byteLength(json, 'utf8')).toBeLessThanOrEqual(28_000);
    expect(Buffer.byteLength(json, 'utf16le')).toBeLessThanOrEqual(28_000);
    expect(Buffer.byteLength(json, 'utf16le')).toBeGreaterThan(24_000);
    expect(shown(large).at(-1)).toBe('The rest was left out: it is more than Teams takes.');
  });
});

describe.each(hostileNames)('a name that is %s', (_, name) => {
  test('is text on one line, never Markdown and never a mention', () => {
    for (const notice of hostileNotice(name)) {
      const json = JSON.stringify(teamsMessage(notice, source));
      expect(Buffer.byteLength(json, 'utf16le')).toBeLessThanOrEqual(28_000);
      expect(json.isWellFormed()).toBe(true);
      // Only these two kinds of text would be read as Markdown, and only an entity makes a mention.
      expect(json).not.toMatch(/"(TextBlock|FactSet)"|"entities"/);
      for (const line of shown(notice)) expect(line).toMatch(/^[^\p{Cc}]+$/u);
    }
  });
});

describe('the workflow', () => {
  test('has its signature in its address, which no reason names', async () => {
    const url = 'https://prod-1.westus.logic.azure.com/workflows/f00/triggers/manual?sig=s3cret';
    const body = `no workflow at ${url}, sig ?sig=s3cret`;
    const post = async () => ({ kind: 'answered' as const, status: 404, headers: {}, body });
    const delivery = await teams.deliver(firingNotice(), settings, toolsWith({ secret: async () => url, post }));
    expect(delivery).toEqual({ kind: 'refused', why: '404 no workflow at ***, sig ***' });
  });

  test('is not posted to without TLS', async () => {
    const tools = toolsWith({ secret: async () => 'http://prod-1.westus.logic.azure.com/workflows/f00' });
    expect(await teams.deliver(firingNotice(), settings, tools)).toEqual({
      kind: 'refused',
      why: 'its secret is not an https URL',
    });
  });
});
