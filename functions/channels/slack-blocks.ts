import { cutText } from '../core/cut-text.ts';
import type { NoticeAction } from './channel.ts';

/** Lengths that Slack takes (docs.slack.dev, Block Kit), of escaped text. */
export const limits = { header: 150, section: 3000, context: 2000, fallback: 3000, button: 75, url: 3000, value: 2000 };

/** Slack reads neither formatting nor emoji codes in it. */
type PlainText = { type: 'plain_text'; text: string; emoji: false };
export type Button = {
  type: 'button';
  text: PlainText;
  style?: 'primary';
  url?: string;
  action_id?: string;
  value?: string;
};
export type Block =
  | { type: 'header' | 'section'; text: PlainText }
  | { type: 'context'; elements: PlainText[] }
  | { type: 'actions'; elements: Button[] };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The three characters that Slack gives a meaning in every kind of text are escaped (docs.slack.dev, Escaping text). */
export function escaped(text: string, limit: number): string {
  return cutText(text, limit, (character) => entities[character] ?? character);
}

export function plain(text: string, limit: number): PlainText {
  return { type: 'plain_text', text: escaped(text, limit), emoji: false };
}

export function section(text: string): Block {
  return { type: 'section', text: plain(text, limits.section) };
}

/** Opens a page; none if Slack would refuse the whole message for the length of the address. */
export function linkButton({ label, url }: { label: string; url: string }): Button | undefined {
  return url.length > limits.url ? undefined : { type: 'button', text: plain(label, limits.button), url };
}

/** What a person may do, by a page that asks again. */
export function actionLink(action: NoticeAction): Button | undefined {
  const button = linkButton(action);
  return button && primary(action, button);
}

/** What a person may do at once: Slack tells of the click, with the signed token of the page. */
export function actionButton(action: NoticeAction): Button | undefined {
  const value = action.url.slice(action.url.lastIndexOf('/') + 1);
  if (value === '' || value.length > limits.value) return actionLink(action);
  const text = plain(action.label, limits.button);
  return primary(action, { type: 'button', text, action_id: action.action, value });
}

function primary({ action }: NoticeAction, button: Button): Button {
  return action === 'acknowledge' ? { ...button, style: 'primary' } : button;
}
