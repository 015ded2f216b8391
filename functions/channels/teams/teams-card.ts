import { cutText, utf8Size } from '../../core/cut-text.ts';
import { jsonText } from '../../core/json-text.ts';
import type { Severity } from '../../core/severity.ts';
import type { Notice } from '../channel.ts';
import { headlineOf } from '../headline.ts';
import { noticeContext, noticeSections } from '../notice-sections.ts';

/** Bytes of a whole message (learn.microsoft.com, Create and send messages); of a line and an address, what is sensible. */
const limits = { message: 28_000, line: 1000, url: 2000 };

type Style = 'attention' | 'warning' | 'accent' | 'good' | 'default';
const styles = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'accent',
  info: 'default',
} as const satisfies Record<Severity, Style>;
const styleOfKind: Partial<Record<Notice['kind'], Style>> = { resolved: 'good', acknowledged: 'accent' };

/** In a run of text, unlike in a `TextBlock`, nothing is read as Markdown. */
type TextRun = { type: 'TextRun'; text: string; weight?: 'Bolder'; size?: 'Medium'; isSubtle?: true };
type RichText = { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: 'Small' | 'Medium' };
type Headline = { type: 'Container'; style: Style; bleed: true; items: RichText[] };
type OpenUrl = { type: 'Action.OpenUrl'; title: string; url: string };

/** An Adaptive Card (adaptivecards.io, schema 1.5) as a workflow of Teams takes it. */
export type TeamsMessage = {
  type: 'message';
  attachments: {
    contentType: 'application/vnd.microsoft.card.adaptive';
    contentUrl: null;
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
      type: 'AdaptiveCard';
      version: '1.5';
      fallbackText: string;
      msteams: { width: 'Full' };
      body: (Headline | RichText)[];
      actions: OpenUrl[];
    };
  }[];
};

/** A notice as a card. Lines that would make it too large are left out, and said to be. @param source `wirewatch/<stage>` */
export function teamsMessage(notice: Notice, source: string): TeamsMessage {
  const lines = [
    ...noticeSections(notice).flatMap((section) => section.map((text, index) => line(text, index === 0))),
    ...noticeContext(notice, source).map((text, index) => line(text, index === 0, true)),
  ];
  const whole = messageOf(notice, lines);
  if (sizeOf(whole) <= limits.message) return whole;
  const rest = line('The rest was left out: it is more than Teams takes.', true);
  const room = limits.message - sizeOf(messageOf(notice, [rest]));
  return messageOf(notice, [...fitting(lines, room), rest]);
}

function messageOf(notice: Notice, lines: readonly RichText[]): TeamsMessage {
  const title = cutText(headlineOf(notice), limits.line);
  const headline: RichText = {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: title, weight: 'Bolder', size: 'Medium' }],
  };
  const style = styleOfKind[notice.kind] ?? styles[notice.severity];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json' as const,
    type: 'AdaptiveCard' as const,
    version: '1.5' as const,
    fallbackText: title,
    msteams: { width: 'Full' as const },
    body: [{ type: 'Container' as const, style, bleed: true as const, items: [headline] }, ...lines],
    actions: [...notice.actions, ...notice.text.links].flatMap(({ label, url }) => openUrl(label, url) ?? []),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

function line(text: string, first: boolean, subtle = false): RichText {
  const run: TextRun = { type: 'TextRun', text: cutText(text, limits.line), ...(subtle && { isSubtle: true }) };
  return { type: 'RichTextBlock', inlines: [run], spacing: first ? 'Medium' : 'Small' };
}

function openUrl(title: string, url: string): OpenUrl | undefined {
  return url.length > limits.url ? undefined : { type: 'Action.OpenUrl', title, url };
}

function fitting(lines: readonly RichText[], room: number): RichText[] {
  let used = 0;
  const from = lines.findIndex((one) => {
    used += sizeOf(one) + 2;
    return used > room;
  });
  return lines.slice(0, from === -1 ? lines.length : from);
}

/** Whether Teams counts UTF-8 or UTF-16, it is no more than this. */
function sizeOf(value: unknown): number {
  const text = jsonText(value);
  return Math.max(utf8Size(text), 2 * text.length);
}
