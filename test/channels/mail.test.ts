import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelTools, Notice } from '../../functions/channels/channel.ts';
import { channelSettings } from '../../functions/channels/index.ts';
import { mail } from '../../functions/channels/mail/mail.ts';
import { mailMessage } from '../../functions/channels/mail/mail-message.ts';
import type { OnCallPerson } from '../../functions/core/on-call.ts';
import { outage } from '../support/alerts.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import { firingNotice, groupNotice, resolvedNotice, toolsWith } from '../support/notices.ts';

const from = 'alerts@example.com';
const tags = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe('a mail', () => {
  test.each(goldenNotices)('%s', async (name, notice) => {
    const { subject, thread, text, html } = mailMessage(notice, from);
    const whole = [`Subject: ${subject}`, `References: ${thread}`, '', text, ''].join('\n');
    await expect(whole).toMatchFileSnapshot(`golden/mail-${name}.txt`);
    await expect(html).toMatchFileSnapshot(`golden/mail-${name}.html`);
  });

  test('says the same in text and in HTML', () => {
    for (const [, notice] of goldenNotices) {
      const { text, html } = mailMessage(notice, from);
      const shown = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, ' ');
      const decoded = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'");
      const words = (one: string) =>
        one
          .replaceAll('&amp;', '&')
          .split(/\s+/)
          .filter((word) => word !== '');
      const withoutLinks = text.replace(/: https:\S+/g, '');
      expect(words(decoded)).toEqual(words(withoutLinks));
      for (const [, url = ''] of text.matchAll(/: (https:\S+)/g)) expect(html).toContain(`<a href="${url}"`);
    }
  });

  test('has the status and what is wrong as its subject', () => {
    expect(mailMessage(firingNotice(), from).subject).toBe('CRITICAL: Delivery on AT&T through Telnyx is 61 %');
    expect(mailMessage(resolvedNotice(), from).subject).toBe('RESOLVED: Delivery on AT&T through Telnyx is 97.5 %');
  });

  test('lies with the other mails of its group, and with no others', () => {
    const threads = [firingNotice(), resolvedNotice(), groupNotice(40)].map((one) => mailMessage(one, from).thread);
    expect(new Set(threads).size).toBe(1);
    expect(threads[0]).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
    const other: Notice = { ...firingNotice(), dedupKey: 'wirewatch/prod/main/\r\nBcc: x' };
    expect(mailMessage(other, from).thread).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
    expect(mailMessage(other, from).thread).not.toBe(threads[0]);
  });

  test('fetches nothing, runs nothing, and leaves the colours of text and ground to the reader', () => {
    for (const [, notice] of goldenNotices) {
      const { html } = mailMessage(notice, from);
      const names = tags(html).map((tag) => tag.match(/^<[/!]?([a-z]+)/)?.[1]);
      const known = ['doctype', 'html', 'head', 'meta', 'title', 'body', 'table', 'tr', 'td', 'b', 'br', 'span', 'a'];
      expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([]);
      expect(html).not.toMatch(/url\(|@import|\bon\w+=|\bsrc=|background|[^-]color:/);
      expect(html).toContain('<meta name="color-scheme" content="light dark">');
    }
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an attribute', `" onmouseover="alert(1)" x='`],
    ['an entity', '&lt;b&gt; &#x3c;'],
    ['an end of the title', '</title></td></table><img src=x>'],
    ['a header', 'x\r\nBcc: everybody@example.com\r\n\r\nbody'],
  ])('is harmless when a name is %s', (_, name) => {
    const messageWith = (said: string) => {
      const { evidence } = outage();
      const hit = [{ dimension: 'campaign' as const, value: said, count: 1 }];
      const notice = firingNotice({ labels: { provider: said, carrier: said }, evidence: { ...evidence, hit } });
      return mailMessage({ ...notice, labels: { provider: said } }, from);
    };
    const { subject, text, html } = messageWith(name);
    expect(tags(html)).toEqual(tags(messageWith('a plain name').html));
    expect(subject).not.toMatch(/\p{Cc}/u);
    expect(text).not.toMatch(/^Bcc:/m);
  });

  test('offers no link but to a web page', () => {
    const links = [{ label: 'Dashboard', url: 'javascript:alert(1)' }];
    const notice = firingNotice();
    expect(mailMessage({ ...notice, actions: [], text: { ...notice.text, links } }, from).html).not.toContain('<a');
  });

  test('has a subject on one line and markup that is its own, whatever it is to say', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3000 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 100 }), (title, members) => {
        const notice = firingNotice();
        const said = { ...notice, text: { ...notice.text, title, members, why: members } };
        const message = mailMessage(said, from);
        expect(message.subject).toMatch(/^[^\p{Cc}]{1,150}$/u);
        const own = /^<(!doctype|\/?html|\/?head|meta|\/?title|\/?body|\/?table|\/?tr|\/?td|\/?b|br|\/?span|\/?a)[\s>]/;
        expect(tags(message.html).filter((tag) => !own.test(tag))).toEqual([]);
        expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(100_000);
      }),
      { numRuns: Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100)) },
    );
  });
});

describe('who gets a mail', () => {
  const send = async (given: Record<string, unknown>, person?: OnCallPerson) => {
    const mails: Parameters<ChannelTools['sendMail']>[0][] = [];
    const sendMail: ChannelTools['sendMail'] = async (input) => {
      mails.push(input);
      return { kind: 'sent' };
    };
    const settings = mail.settings.parse({ kind: 'mail', from, ...given });
    const delivery = await mail.deliver(firingNotice(), settings, toolsWith({ sendMail, onCall: async () => person }));
    return { delivery, recipients: mails.map(({ to, cc }) => [to, cc]) };
  };
  const ana: OnCallPerson = { name: 'Ana Ruiz', email: 'ana@example.com' };

  test('those of the configuration, and whoever is on call, each once', async () => {
    const to = ['team@example.com'];
    expect((await send({ to, cc: ['boss@example.com'] })).recipients).toEqual([[to, ['boss@example.com']]]);
    expect((await send({ to, onCall: 'primary' }, ana)).recipients).toEqual([[[...to, 'ana@example.com'], []]]);
    expect((await send({ to: ['ana@example.com'], onCall: 'primary' }, ana)).recipients[0]).toEqual([
      ['ana@example.com'],
      [],
    ]);
  });

  test('those of the configuration alone, when nobody is on call', async () => {
    expect((await send({ to: ['team@example.com'], onCall: 'primary' })).recipients).toEqual([
      [['team@example.com'], []],
    ]);
  });

  test.each([
    [undefined, 'nobody is on call by the schedule "primary"'],
    [{ name: 'Ben Ochoa' }, 'Ben Ochoa, on call by "primary", has no email: add it to onCall.people'],
  ])('nobody, if only %j is on call, and what to do is said', async (person, why) => {
    expect(await send({ onCall: 'primary' }, person)).toEqual({
      delivery: { kind: 'unconfigured', why },
      recipients: [],
    });
  });
});

test.each([
  [{}, 'write a mail address'],
  [{ from }, 'say who gets it: to, or onCall, or both'],
  [{ from: 'alerts', to: [from] }, 'write a mail address'],
  [{ from, to: [`${from}\r\nBcc: x@example.com`] }, 'write a mail address'],
  [{ from, to: Array(50).fill(from) }, 'SES takes at most 50 recipients'],
])('the settings %j are refused with what to do', (given, message) => {
  const { error } = channelSettings.safeParse({ kind: 'mail', ...given });
  expect(JSON.stringify(error?.issues)).toMatch(new RegExp(message));
});
