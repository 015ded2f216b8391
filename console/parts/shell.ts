import { type Html, html } from '../../functions/core/html.ts';
import { goTo, type PageName } from '../address.ts';
import { clockText } from '../format.ts';
import { freshnessOf } from '../freshness.ts';
import type { Question } from '../question.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';
import { dialogMarkup } from './dialogs.ts';
import { selectField } from './fields.ts';

const pageWords: readonly (readonly [PageName, string])[] = [
  ['overview', 'Overview'],
  ['alerts', 'Alerts'],
  ['silences', 'Silences'],
  ['rules', 'Rules'],
  ['messages', 'Messages'],
  ['live', 'Live'],
  ['on-call', 'On call'],
  ['audit', 'Audit'],
  ['setup', 'Setup'],
];

const mark = html`<svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><rect class="mark-ground" width="32" height="32" rx="8"/><path class="mark-line" d="M5 17h5l3-8 5 15 3.5-7H27" fill="none" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** What stands around every page. */
export function shell(screen: Screen, asked: readonly Question<unknown>[], content: Html): Html {
  return html`<a class="skip" href="#main" data-do="skip">To the content</a>
  <div class="layout">
    <header class="top">
      <p class="brand"><a href="${goTo(screen.address, 'overview')}">${mark}Wirewatch</a>${stage(screen)}</p>
      ${tenants(screen)}
      <div class="right">${freshness(screen, asked)}${person(screen)}</div>
    </header>
    <nav class="pages" aria-label="Pages"><ul>${pageWords.map(([page, words]) => pageLink(screen, page, words))}</ul></nav>
    <main id="main" tabindex="-1">${content}</main>
  </div>
  <div class="outcome-place" role="status" aria-live="polite">${outcome(screen)}</div>
  ${dialogMarkup(screen)}`;
}

function stage({ about }: Screen): Html | undefined {
  return about === undefined
    ? undefined
    : html`<span class="stage" title="Stage; version ${about.version}">${about.stage}</span>`;
}

function pageLink(screen: Screen, page: PageName, words: string): Html {
  const { address } = screen;
  const firing = page === 'alerts' ? firingCount(screen) : 0;
  const count =
    firing === 0 ? undefined : html`<span class="count">${firing}<span class="ww-unseen"> firing</span></span>`;
  const here = address.page === page ? html` aria-current="page"` : undefined;
  return html`<li><a href="${goTo(address, page)}"${here}>${words}${count}</a></li>`;
}

/** How many alerts fire, as far as known. */
export function firingCount(screen: Screen): number {
  return screen.read(questions.firing(screen.address))?.firing ?? 0;
}

function tenants({ about, address }: Screen): Html | undefined {
  if (about === undefined || about.tenants.length < 2) return undefined;
  const options = about.tenants.map(({ name }) => [name, name] as const);
  const value = address.query.tenant ?? options[0]?.[0] ?? '';
  return html`<form class="tenant" data-do="tenant" data-at-once>${selectField({ id: 'tenant', name: 'tenant', words: 'Tenant', value, options })}</form>`;
}

function person({ state, about }: Screen): Html {
  const name = state.session.name || about?.caller.name || 'Your name';
  return html`<button type="button" class="button plain person" aria-haspopup="dialog" data-do="open" data-dialog='{"kind":"name"}'><span class="ww-unseen">You are </span>${name}</button>`;
}

/** How far what is shown can be trusted to be of now. */
function freshness({ state, zone, now, wall }: Screen, asked: readonly Question<unknown>[]): Html {
  const found = freshnessOf(state.store, asked, wall);
  if (found.kind === 'waiting') return html`<p class="freshness">asking …</p>`;
  const clock = (at: number) => clockText(now - (wall - at), zone);
  if (found.kind === 'fresh') return html`<p class="freshness">as of ${clock(found.asOf)}</p>`;
  const why = found.why === undefined ? undefined : html`<span class="why">${found.why}</span>`;
  return html`<p class="freshness stale"><strong>as of ${clock(found.asOf)} · stale since ${clock(found.since)}</strong>${why}</p>`;
}

function outcome({ state }: Screen): Html | undefined {
  if (state.outcome === undefined) return undefined;
  const { good, words } = state.outcome;
  return html`<div class="outcome ${good ? 'good' : 'bad'}"><div>${words.map((line) => html`<p>${line}</p>`)}</div><button type="button" class="button plain" data-do="dismiss">Close<span class="ww-unseen"> this message</span></button></div>`;
}
