import { localStamps, localTimeText } from '../core/calendar.ts';
import { type Html, html } from '../core/html.ts';
import { labelText } from '../core/label-text.ts';
import { countText, percentText } from '../core/number-text.ts';
import { day } from '../core/time.ts';
import type { ViewTools } from './view.ts';

const longestName = 120;
const longestSentence = 240;

/** A name that others chose: on one line, however long it is, turning nothing around whatever its script; whole as its title. */
export function named(text: string): Html {
  if (text === '') return html`<span class="ww-soft">(no name)</span>`;
  return html`<bdi class="ww-name" title="${text}">${shortened(text)}</bdi>`;
}

/** A name as the words of a link, where there is something to link to. */
export function linked({ link }: ViewTools, to: string, text: string): Html {
  if (link === undefined || text === '') return named(text);
  return html`<bdi class="ww-name" title="${text}">${link(to, shortened(text))}</bdi>`;
}

/** Words that others chose, over several lines if they must; whole as their title, where they are cut. */
export function sentence(text: string): Html {
  const shown = shortened(text, longestSentence);
  return shown === text ? html`<bdi>${text}</bdi>` : html`<bdi title="${text}">${shown}</bdi>`;
}

export function providerName(provider: string): Html {
  return html`<span class="ww-soft">${named(labelText('provider', provider))}</span>`;
}

/** No character is cut in half. */
export function shortened(text: string, longest = longestName): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** An instant by the tenant's clocks: `14:03 EST`, of other days with the date. @param time ISO 8601 */
export function moment(time: string, { zone, now }: ViewTools): Html {
  const at = Date.parse(time);
  const isRecent = Math.abs(now - at) < day / 2;
  return html`<time datetime="${time}">${isRecent ? localTimeText(zone, at) : localStamps(zone)(at)}</time>`;
}

/** A bar as long as a share. @param tone a class that colours it */
export function meter(share: number, tone: string = ''): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return html`<svg class="ww-meter ${tone}" viewBox="0 0 100 6" preserveAspectRatio="none" width="72" height="6" aria-hidden="true"><rect class="ww-track" width="100" height="6" rx="3"/><rect width="${width}" height="6" rx="3"/></svg>`;
}

/** What stands where there is nothing to show: why, and what to do next. */
export function emptyState(title: string, next: Html): Html {
  return html`<div class="ww-empty"><p class="ww-strong">${title}</p><p>${next}</p></div>`;
}

/** Facts beside a view, one after the other. */
export function noteLine(...notes: readonly (string | undefined | false)[]): Html {
  const said = notes.filter((note) => typeof note === 'string' && note !== '').map((note) => sentence(`${note}`));
  if (said.length === 0) return html``;
  return html`<p class="ww-note">${said.map((note, index) => (index === 0 ? note : html` · ${note}`))}</p>`;
}

/** `61 %`, or a dash where there was nothing to divide. */
export function shareText(share: number | undefined): string {
  return share === undefined ? '–' : percentText(share);
}

/** `1 message`, `1,204 messages` */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : several}`;
}
