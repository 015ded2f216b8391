import { type Html, html } from '../../functions/core/html.ts';
import { type Address, addressText, withQuery } from '../address.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';
import { selectField, textField } from './fields.ts';

const ranges = [
  ['1h', '1 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
  ['30d', '30 d'],
] as const;

/** Which range of time, which provider, which campaign. They stand in the address. */
export function filterBar(screen: Screen): Html {
  const { address } = screen;
  return html`<div class="filters" role="group" aria-label="Filters">${rangeLinks(address)}${ownRange(screen)}${scopeForm(screen)}</div>`;
}

function rangeLinks(address: Address): Html {
  const { query } = address;
  const links = ranges.map(([last, words]) => {
    const href = addressText(withQuery(address, { last, from: undefined, to: undefined }));
    const isHere = query.from === undefined && (query.last ?? '24h') === last;
    return html`<a href="${href}"${isHere ? html` aria-current="true"` : undefined}><span class="ww-unseen">the last </span>${words}</a>`;
  });
  return html`<nav class="segments" aria-label="Range of time">${links}</nav>`;
}

function ownRange({ address, zone }: Screen): Html {
  const { from, to } = address.query;
  return html`<details class="own-range" id="own-range"><summary class="button plain${from === undefined ? '' : ' chosen'}">${from === undefined ? 'Own range' : `${from} – ${to ?? 'now'}`}</summary>
    <form class="popover" data-do="filter">
      ${textField({ id: 'range-from', name: 'from', words: 'From', type: 'datetime-local', value: from ?? '', isRequired: true, hint: `By the clocks of ${zone}` })}
      ${textField({ id: 'range-to', name: 'to', words: 'To', type: 'datetime-local', value: to ?? '' })}
      <button class="button main">Show</button>
    </form></details>`;
}

function scopeForm(screen: Screen): Html {
  const { address, about } = screen;
  const campaigns = screen.read(questions.campaigns(address))?.rows ?? [];
  const providers = (about?.providers ?? []).map((name) => [name, name] as const);
  return html`<form class="scope" data-do="filter" data-at-once>
    ${selectField({ id: 'filter-provider', name: 'provider', words: 'Provider', value: address.query.provider ?? '', options: [['', 'All'], ...providers] })}
    ${textField({ id: 'filter-campaign', name: 'campaign', words: 'Campaign', type: 'search', value: address.query.campaign ?? '', placeholder: 'All', list: 'campaigns' })}
    <datalist id="campaigns">${campaigns.map(({ value }) => html`<option value="${value}"></option>`)}</datalist>
  </form>`;
}
