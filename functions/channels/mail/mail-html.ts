import { cutText, oneLine } from '../../core/cut-text.ts';
import { type Html, html } from '../../core/html.ts';
import type { Severity } from '../../core/severity.ts';
import type { AlertText, Notice } from '../channel.ts';
import { newsLine, statusWord } from '../headline.ts';
import { labelLine } from '../plain-text.ts';

/** Gmail shows the first 102 kB of a mail. No line and no list of ours comes near this, unless somebody means harm. */
const limits = { line: 1000, lines: 50 };

/** Of the stripe at the side: to be told apart on white and on black. */
const colours: Readonly<Record<Severity | 'over', string>> = {
  critical: '#d32f2f',
  high: '#ef6c00',
  medium: '#c79100',
  low: '#1e88e5',
  info: '#78909c',
  over: '#2e9e5b',
};

/**
 * The notice as a page that every mail reader draws: one table, no images, no script, nothing fetched. Colours of text
 * and ground are the reader's own, so that it can be read in the dark.
 */
export function mailHtml(notice: Notice): string {
  const { text, kind, severity } = notice;
  const colour = colours[kind === 'resolved' || kind === 'acknowledged' ? 'over' : severity];
  const rows = [
    row([html`<b>${statusWord(notice)}</b>`, html`<span style="font-size:18px">${line(text.title)}</span>`]),
    row([newsLine(notice), text.comparison, text.facts.join(' · '), text.impact].map(shown)),
    row((text.members ?? []).map(shown)),
    row(story(text)),
    row([labelLine(notice.labels), ...(text.people ?? [])].map(shown)),
    links(notice),
    row([html`<span style="font-size:12px">${line(text.footer)}</span>`]),
  ];
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${line(text.title)}</title></head>
<body style="margin:0;padding:16px;font:15px/1.5 sans-serif">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;width:100%;border-left:6px solid ${colour}">
${rows}</table>
</body></html>
`.markup
  }`;
}

function line(text: string): string {
  return cutText(oneLine(text), limits.line);
}

function shown(text: string | undefined): Html | undefined {
  return text ? html`${line(text)}` : undefined;
}

function row(lines: readonly (Html | undefined)[]): Html {
  const present = lines.flatMap((one) => one ?? []).slice(0, limits.lines);
  if (present.length === 0) return html``;
  const parts = present.map((one, index) => (index === 0 ? one : html`<br>${one}`));
  return html`<tr><td style="padding:6px 16px">${parts}</td></tr>
`;
}

function story({ why, remedy, cost }: AlertText): (Html | undefined)[] {
  return [
    ...why.map((reason, index) => (index === 0 ? html`<b>why</b> ${line(reason)}` : shown(reason))),
    shown(remedy),
    cost ? html`<b>cost</b> ${line(cost)}` : undefined,
  ];
}

const button = 'display:inline-block;margin:4px 8px 4px 0;padding:6px 14px;border:1px solid;border-radius:4px';

function links({ actions, text }: Notice): Html {
  const safe = [...actions, ...text.links].filter(({ url }) => /^https?:\/\//.test(url));
  if (safe.length === 0) return html``;
  const buttons = safe.map(({ label, url }) => html`<a href="${url}" style="${button}">${line(label)}</a>`);
  return html`<tr><td style="padding:6px 16px">${buttons}</td></tr>
`;
}
