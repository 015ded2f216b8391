import { oneLine } from '../core/cut-text.ts';
import type { AlertText, Notice } from './channel.ts';
import { headlineOf, newsLine } from './headline.ts';

/** A notice as lines of text, for whoever shows no more than text. Whatever a name holds, it begins no line of its own. */
export function plainText(notice: Notice): string {
  const { text } = notice;
  const paragraphs = [
    head(notice),
    (text.members ?? []).map((member) => `  ${oneLine(member)}`),
    story(text),
    [labelLine(notice.labels), ...(text.people ?? [])].flatMap((line) => (line ? [oneLine(line)] : [])),
    [...notice.actions, ...text.links].map(({ label, url }) => `${oneLine(label)}: ${oneLine(url)}`),
    [oneLine(text.footer)],
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** `carrier AT&T · provider telnyx · rule delivery-by-carrier` */
export function labelLine(labels: Notice['labels']): string {
  return Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label} ${value}`)
    .join(' · ');
}

function head(notice: Notice): string[] {
  const { comparison, facts, impact } = notice.text;
  const below = [newsLine(notice), comparison, facts.join(' · '), impact];
  return [headlineOf(notice), ...below.flatMap((line) => (line ? oneLine(line) : []))];
}

function story({ why, remedy, cost }: AlertText): string[] {
  const reasons = [...why, ...(remedy ? [remedy] : [])].map(oneLine);
  return [
    ...reasons.map((line, index) => `${index === 0 ? 'why   ' : '      '}${line}`),
    ...(cost ? [`cost  ${oneLine(cost)}`] : []),
  ];
}
