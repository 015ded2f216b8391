import { type Html, html } from '../../functions/core/html.ts';
import { type Address, addressText, withQuery } from '../address.ts';
import type { Question } from '../question.ts';
import type { Screen } from '../screen.ts';

/** A part of a page with a heading. @param id unique among the panels of the page */
export function panel(
  id: string,
  title: string,
  content: Html,
  { isWide = false, aside }: { isWide?: boolean; aside?: Html } = {},
): Html {
  return html`<section class="panel${isWide ? ' wide' : ''}" aria-labelledby="at-${id}">
    <header><h2 id="at-${id}">${title}</h2>${aside}</header>${content}
  </section>`;
}

/** An answer shown, or that it is waited for, or why it is not there. */
export function shown<Answer>(screen: Screen, asked: Question<Answer>, show: (answer: Answer) => Html): Html {
  const answer = screen.read(asked);
  if (answer !== undefined) return show(answer);
  const why = screen.problem(asked);
  return why === undefined
    ? html`<p class="waiting" aria-busy="true">Asking …</p>`
    : html`<p class="failed"><strong>This cannot be shown.</strong> ${why}</p>`;
}

/** Where a list goes on. */
export function pager(address: Address, next: string | undefined): Html | undefined {
  const isFirst = address.query.cursor === undefined;
  if (isFirst && next === undefined) return undefined;
  const first = html`<a href="${addressText(withQuery(address, {}))}">Newest</a>`;
  const more = html`<a href="${addressText(withQuery(address, { cursor: next }))}">Older</a>`;
  return html`<nav class="pager" aria-label="Pages of the list">${isFirst ? undefined : first}${next === undefined ? undefined : more}</nav>`;
}

/** Links of which one is where we are. */
export function tabs(label: string, items: readonly { words: string; href: string; isHere: boolean }[]): Html {
  const links = items.map(
    ({ words, href, isHere }) => html`<a href="${href}"${isHere ? html` aria-current="page"` : undefined}>${words}</a>`,
  );
  return html`<nav class="tabs" aria-label="${label}">${links}</nav>`;
}

/** Panels one below the other, in two columns where there is room. */
export function columns(left: readonly Html[], right: readonly Html[]): Html {
  return html`<div class="columns"><div>${left}</div><div>${right}</div></div>`;
}
