import type { Notice } from '../../functions/channels/channel.ts';
import { outage } from './alerts.ts';
import { firingNotice, groupNotice, resolvedNotice } from './notices.ts';

/** What a campaign, a carrier or a person may call itself. */
export const hostileNames: [string, string][] = [
  ['a script', '<script>alert(1)</script>'],
  ['a mention', '<!channel> <@U1> @here <at>everyone</at>'],
  ['a link', '<https://evil.example|Acknowledge> [Acknowledge](https://evil.example)'],
  ['formatting', '*bold* _italic_ ~gone~ `code` # title'],
  ['quotes', `"'\`\\`],
  ['an emoji', '👩‍👩‍👧 :smile:'],
  ['half an emoji', '\ud83d'],
  ['line breaks', 'a\r\nb\u2028c'],
  ['1,000 characters', 'ß'.repeat(1000)],
  ['1,000 ampersands', '&'.repeat(1000)],
  ['1,000 emoji', '😀'.repeat(1000)],
  ['a placeholder', '{value} {carrier} $1'],
  ['empty', ''],
];

/** Notices with the name wherever a name can be: of one alert, of what has ended, of a group. */
export function hostileNotice(name: string): Notice[] {
  const hit = [{ dimension: 'campaign' as const, value: name, count: 1 }];
  const codes = [{ value: name, count: 1 }];
  const labels = { provider: name, carrier: name, campaign: name };
  const changes = { labels, evidence: { ...outage().evidence, hit, codes } };
  const group = groupNotice(40);
  const people = [`acknowledged by ${name}`];
  const members = Array.from({ length: 11 }, () => `CRITICAL  ${name}`);
  return [
    firingNotice(changes),
    resolvedNotice(changes),
    { ...group, acknowledgedBy: name, text: { ...group.text, title: name, members, people } },
  ];
}
