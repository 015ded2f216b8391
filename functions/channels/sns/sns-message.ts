import { cutText, oneLine, utf8Size } from '../../core/cut-text.ts';
import type { Notice } from '../channel.ts';
import { statusWord } from '../headline.ts';
import { plainText } from '../plain-text.ts';

/** What SNS takes (docs.aws.amazon.com/sns, Publish): the message together with its attributes, in bytes. */
const limits = { subject: 99, message: 262_144, attribute: 256 };

export type SnsMessage = { subject: string; message: string; attributes: Record<string, string> };

/** A notice as plain text, with attributes that subscriptions can filter by. */
export function snsMessage(notice: Notice): SnsMessage {
  const attributes = attributesOf(notice);
  const used = Object.entries(attributes).reduce((sum, [name, value]) => sum + utf8Size(`${name}String${value}`), 0);
  return {
    subject: cutSubject(`${statusWord(notice)}: ${notice.text.title}`),
    message: cutText(printable(plainText(notice)), limits.message - used, undefined, utf8Size),
    attributes,
  };
}

/** At most 10, or SNS would not hand them on to queues (docs.aws.amazon.com/sns, raw message delivery); none is empty. */
function attributesOf({ severity, kind, tenant, labels }: Notice): Record<string, string> {
  const { rule, provider, carrier, campaign } = labels;
  const values = { severity, kind, tenant, rule, provider, carrier, campaign };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value ? [[name, cutText(printable(value), limits.attribute)]] : [],
    ),
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
