import { oneLine } from '../../core/cut-text.ts';
import type { Notice } from '../channel.ts';
import { newsLine, statusWord } from '../headline.ts';
import { isGsm7, placesOf, toGsm7 } from './gsm7.ts';

/** The places of two segments, less what joining them takes: of 7 bits, of 16 bits (3GPP TS 23.040, 9.2.3.24.1). */
const limits = { gsm7: 306, ucs2: 134 };

/** A notice as a text message of at most two segments: what matters most first, as many whole parts as fit, a link last. */
export function textMessage(notice: Notice): string {
  const [headline = '', ...rest] = partsOf(notice).map((part) => toGsm7(oneLine(part)));
  const link = linksOf(notice).find((url) => fits(`${headline}\n${url}`));
  const withLink = (text: string) => (link === undefined ? text : `${text}\n${link}`);
  const start = fits(headline) ? headline : cut(headline);
  return withLink(rest.reduce((text, part) => (fits(withLink(`${text}\n${part}`)) ? `${text}\n${part}` : text), start));
}

function partsOf(notice: Notice): string[] {
  const { title, comparison, facts, impact } = notice.text;
  const parts = [`${statusWord(notice)} ${title}`, newsLine(notice), comparison, ...facts, impact];
  return parts.flatMap((part) => part || []);
}

/** To acknowledge is what somebody on call does first, on a page that shows the alerts; where that has no room, to look. */
function linksOf({ actions, text }: Notice): string[] {
  return [...actions.filter(({ action }) => action === 'acknowledge'), ...text.links].map(({ url }) => url);
}

function fits(text: string): boolean {
  return placesOf(text) <= (isGsm7(text) ? limits.gsm7 : limits.ucs2);
}

function cut(text: string): string {
  const characters = Array.from(text);
  const most = characters.findIndex((_, end) => !fits(`${characters.slice(0, end + 1).join('')}...`));
  return `${characters.slice(0, most).join('')}...`;
}
