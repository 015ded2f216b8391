import { createHash } from 'node:crypto';
import { cutText, oneLine, utf8Size } from '../../core/cut-text.ts';
import type { Notice } from '../channel.ts';
import { statusWord } from '../headline.ts';
import { plainText } from '../plain-text.ts';
import { mailHtml } from './mail-html.ts';

/** Subjects are cut where readers stop; texts long before SES refuses them (40 MB). */
const limits = { subject: 150, text: 100_000 };

export type MailMessage = { subject: string; text: string; html: string; thread: string };

/** @param from whose domain the thread is named by */
export function mailMessage(notice: Notice, from: string): MailMessage {
  return {
    subject: cutText(oneLine(`${statusWord(notice)}: ${notice.text.title}`), limits.subject),
    text: cutText(plainText(notice), limits.text, undefined, utf8Size),
    html: mailHtml(notice),
    thread: threadOf(notice.dedupKey, from),
  };
}

/** No mail has this id: all mails of a group answer it, and so lie together (RFC 5322, 3.6.4). */
function threadOf(dedupKey: string, from: string): string {
  const hash = createHash('sha256').update(dedupKey).digest('hex').slice(0, 32);
  return `<${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
