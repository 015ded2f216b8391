import { oneLine } from '../core/cut-text.ts';
import type { Severity } from '../core/severity.ts';
import type { Notice, NoticeAction } from './channel.ts';
import { comparedHeadline, headlineOf } from './headline.ts';
import { noticeContext, noticeSections } from './notice-sections.ts';
import { actionLink, type Block, type Button, escaped, limits, linkButton, plain, section } from './slack-blocks.ts';

/** Of the bar beside a message. */
const colours = {
  critical: '#c40c0c',
  high: '#e8590c',
  medium: '#f2b705',
  low: '#3b82c4',
  info: '#868e96',
} as const satisfies Record<Severity, string>;
const colourOfKind: Partial<Record<Notice['kind'], string>> = { resolved: '#2eb67d', acknowledged: '#7c5cc4' };

/** `text` is what notifications and screen readers show; clients that draw blocks leave it out. */
export type SlackMessage = { text: string; blocks: Block[]; attachments: { color: string; blocks: Block[] }[] };

/**
 * A notice in Block Kit. Whatever a name holds stays text: no mention, no link, no formatting, no broken block.
 * @param source `wirewatch/<stage>`
 * @param actionOf what is made of something that people may do; default: a link
 */
export function slackMessage(
  notice: Notice,
  source: string,
  actionOf: (action: NoticeAction) => Button | undefined = actionLink,
): SlackMessage {
  const { title, links } = notice.text;
  const headline = headlineOf(notice);
  const header = plain(headline, limits.header);
  const wasCut = header.text !== escaped(headline, Number.POSITIVE_INFINITY);
  const blocks = [
    ...(wasCut ? [section(oneLine(title))] : []),
    ...noticeSections(notice).map((lines) => section(lines.join('\n'))),
    { type: 'context' as const, elements: noticeContext(notice, source).map((line) => plain(line, limits.context)) },
    ...buttons([...notice.actions.map(actionOf), ...links.map(linkButton)]),
  ];
  return {
    text: escaped(comparedHeadline(notice), limits.fallback),
    blocks: [{ type: 'header', text: header }],
    attachments: [{ color: colourOfKind[notice.kind] ?? colours[notice.severity], blocks }],
  };
}

function buttons(all: readonly (Button | undefined)[]): Block[] {
  const elements = all.flatMap((button) => button ?? []);
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}
