import { utf8Size } from '../core/cut-text.ts';
import { type Html, html } from '../core/html.ts';
import { countText } from '../core/number-text.ts';

/**
 * Bytes. Lambda answers 6 MB at most
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), and CloudWatch documents no limit of its own;
 * nobody reads as much, and the console draws it anew at every refresh.
 */
export const largestAnswer = 256 * 1024;

/** A drawing that is cut to so many rows. */
export type Drawing = { rows: number; draw(most: number): Html };

/** As many rows as fit, and how many do not. */
export function fitted({ rows, draw }: Drawing, largest = largestAnswer): Html {
  for (let most = rows; ; most = Math.floor(most / 2)) {
    const drawn = draw(most);
    if (most === 0 || utf8Size(drawn.markup) <= largest)
      return most === rows ? drawn : html`${drawn}${leftOut(rows - most)}`;
  }
}

function leftOut(rows: number): Html {
  return html`<p class="ww-note">${countText(rows)} more ${rows === 1 ? 'row is' : 'rows are'} left out: a widget shows no more at once.</p>`;
}
