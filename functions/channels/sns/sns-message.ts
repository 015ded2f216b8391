import type { AlertText, Notice } from '../channel.ts';
import { cutText, oneLine, utf8Size } from '../cut-text.ts';
import { statusWord } from '../headline.ts';

/** What SNS takes (docs.aws.amazon.com/sns, Publish): the message together with its attributes, in bytes. */
const limits = { subject: 99, message: 262_144 };

export type SnsMessage = { subject: string; message: string; attributes: Record<string, string> };

/** A notice as plain text, with attributes that subscriptions can filter by. */
export function snsMessage(notice: Notice): SnsMessage {
  const { alert, kind, text } = notice;
  const attributes = filled({
    severity: alert.severity,
    rule: alert.rule,
    kind,
    tenant: alert.tenant,
    provider: alert.labels.provider,
  });
  const used = Object.entries(attributes).reduce((sum, [name, value]) => sum + utf8Size(`${name}String${value}`), 0);
  const word = statusWord(notice);
  return {
    subject: cutSubject(`${word}: ${text.title}`),
    message: cutText(printable(messageLines(word, text).join('\n')), limits.message - used, undefined, utf8Size),
    attributes,
  };
}

function filled(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, printable(value)]] : [])),
  );
}

/** Subjects are ASCII on one line; accents are dropped, and what is left outside becomes `?`. */
function cutSubject(text: string): string {
  const ascii = oneLine(text)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
  return ascii.length <= limits.subject ? ascii : `${ascii.slice(0, limits.subject - 3)}...`;
}

/** SNS refuses a message with control characters other than tab and line breaks. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, ' ');
}

function messageLines(word: string, text: AlertText): string[] {
  const lines = [
    `${word}  ${oneLine(text.title)}`,
    text.comparison,
    text.facts.join(' · '),
    text.impact,
    text.why.length > 0 && `\nwhy   ${text.why.join('\n      ')}`,
    text.remedy && `      ${text.remedy}`,
    text.cost && `cost  ${text.cost}`,
    text.links.length > 0 && `\n${text.links.map(({ label, url }) => `${label}: ${url}`).join('\n')}`,
    `\n${text.footer}`,
  ];
  return lines.flatMap((line) => line || []);
}
