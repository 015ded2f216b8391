import { cutText, oneLine } from '../core/cut-text.ts';
import type { Notice } from './channel.ts';
import { newsLine } from './headline.ts';
import { labelLine } from './plain-text.ts';

/** Of the line of one alert among several. */
const memberLimit = 260;

/** What stands between headline and footer: what is new and how it stands, each alert, why, what it costs; none is empty. */
export function noticeSections(notice: Notice): string[][] {
  const { comparison, facts, impact, members = [], why, remedy, cost } = notice.text;
  return [
    lines([newsLine(notice), comparison, facts.join(' · '), impact]),
    lines(members).map((line) => cutText(line, memberLimit)),
    labelled('why', lines([...why, remedy])),
    labelled('cost', lines([cost])),
  ].filter((section) => section.length > 0);
}

/** How bad it is or was, and of what; who has to do with it; its ids, and who says so. @param source `wirewatch/<stage>` */
export function noticeContext({ severity, labels, text }: Notice, source: string): string[] {
  const what = [`severity ${severity}`, labelLine(labels)].filter((part) => part !== '');
  return lines([what.join(' · '), text.people?.join(' · '), `${text.footer} · ${source}`]);
}

/** A line each, whatever a name holds. */
function lines(parts: readonly (string | undefined)[]): string[] {
  return parts.flatMap((part) => (part ? oneLine(part) || [] : []));
}

function labelled(label: string, [first, ...others]: readonly string[]): string[] {
  return first === undefined ? [] : [`${label}  ${first}`, ...others];
}
