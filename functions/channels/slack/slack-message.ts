import type { AlertText, Notice } from '../channel.ts';
import { cutText, oneLine } from '../cut-text.ts';
import { statusWord } from '../headline.ts';

/** Lengths that Slack takes (docs.slack.dev, Block Kit). */
const limits = { header: 150, section: 3000, context: 2000, fallback: 3000, button: 75, url: 3000 };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

type TextObject = { type: 'mrkdwn'; text: string; verbatim: true } | { type: 'plain_text'; text: string; emoji: false };
type Button = { type: 'button'; text: TextObject; url: string };
type Block =
  | { type: 'header' | 'section'; text: TextObject }
  | { type: 'context'; elements: TextObject[] }
  | { type: 'actions'; elements: Button[] };

/** `text` is what notifications and screen readers show; clients that draw blocks leave it out. */
export type SlackMessage = { text: string; blocks: Block[] };

/** A notice in Block Kit. Whatever a name holds stays text: no mention, no link, no broken block. */
export function slackMessage(notice: Notice): SlackMessage {
  const { text } = notice;
  const headline = `${statusWord(notice)}  ${oneLine(text.title)}`;
  const sections = [facts(text), why(text), text.cost && line('cost', text.cost)].flatMap((part) => part || []);
  return {
    text: escaped(withComparison(headline, text), limits.fallback),
    blocks: [
      { type: 'header', text: plain(headline, limits.header) },
      ...sections.map((part): Block => ({ type: 'section', text: mrkdwn(part, limits.section) })),
      { type: 'context', elements: [mrkdwn(text.footer, limits.context)] },
      ...buttons(text.links),
    ],
  };
}

function withComparison(headline: string, { comparison }: AlertText): string {
  return comparison ? `${headline}  (${comparison})` : headline;
}

function facts({ comparison, facts: list, impact }: AlertText): string | undefined {
  const lines = [comparison, list.join(' · '), impact].filter((part) => part);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function why({ why: lines, remedy }: AlertText): string | undefined {
  const parts = [lines.length > 0 ? line('why', lines.join('\n')) : undefined, remedy].filter((part) => part);
  return parts.length > 0 ? parts.join('\n') : undefined;
}

function line(label: string, text: string): string {
  return `*${label}*  ${text}`;
}

function buttons(links: AlertText['links']): Block[] {
  const elements = links
    .filter(({ url }) => url.length <= limits.url)
    .map(({ label, url }): Button => ({ type: 'button', text: plain(label, limits.button), url }));
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

/** The three characters that Slack gives a meaning, in every kind of text (docs.slack.dev, Escaping text). */
function escaped(text: string, limit: number): string {
  return cutText(text, limit, (character) => entities[character] ?? character);
}

function plain(text: string, limit: number): TextObject {
  return { type: 'plain_text', text: escaped(text, limit), emoji: false };
}

function mrkdwn(text: string, limit: number): TextObject {
  return { type: 'mrkdwn', text: escaped(text, limit), verbatim: true };
}
