import { type Html, html } from '../../functions/core/html.ts';
import { hour } from '../../functions/core/time.ts';
import type { Press } from '../../functions/views/view.ts';
import type { Deed } from '../question.ts';
import { deedPath } from '../questions.ts';
import type { Dialog } from '../state.ts';

export type Look = 'main' | 'plain' | 'danger';

/** A button that sends something. */
export function deedButton(
  words: string,
  deed: Deed,
  { look = 'plain', isBusy = false }: { look?: Look; isBusy?: boolean } = {},
): Html {
  const busy = isBusy ? html` aria-disabled="true"` : undefined;
  return html`<button type="button" class="button ${look}" data-do="send" data-deed="${JSON.stringify(deed)}"${busy}>${isBusy ? `${words} …` : words}</button>`;
}

/** A button that asks for more before anything is sent. */
export function dialogButton(words: string, dialog: Dialog, look: Look = 'plain'): Html {
  return html`<button type="button" class="button ${look}" aria-haspopup="dialog" data-do="open" data-dialog="${JSON.stringify(dialog)}">${words}</button>`;
}

export function copyButton(text: string, what: string): Html {
  return html`<button type="button" class="button plain" data-do="copy" data-text="${text}">Copy<span class="ww-unseen"> ${what}</span></button>`;
}

/** What the views' buttons become on this page. */
export function pressButton(
  { words, do: action, alert, for: length, confirm }: Press,
  tenant: string | undefined,
): Html {
  const lasts = length === undefined ? {} : { for: `${Math.round(length / hour)}h` };
  const body = action === 'silence' ? { ...lasts, comment: 'from the console' } : lasts;
  return deedButton(words, { method: 'POST', path: alertPath(alert, action, tenant), body, confirm });
}

export function alertPath(id: string, action: string, tenant: string | undefined): string {
  return deedPath(`alerts/${encodeURIComponent(id)}/${action}`, tenant);
}
