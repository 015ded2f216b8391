import { finished, type Measures, measure, settled } from '../../functions/core/counter.ts';
import { explainError } from '../../functions/core/errors/catalogue.ts';
import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import { countText, percentText } from '../../functions/core/number-text.ts';
import type { LocalState } from './state.ts';

type Count = LocalState['counts'][number];

/** Today's messages: in total, by provider and carrier, by campaign, by error code. */
export function countsSection(counts: readonly Count[]): Html {
  const of = (dimension: Count['dimension']) =>
    counts
      .filter((count) => count.dimension === dimension && measure(count.measures, 'o.started') > 0)
      .toSorted((a, b) => measure(b.measures, 'o.started') - measure(a.measures, 'o.started'));
  const [total] = of('total');
  if (!total)
    return html`<h2>Today</h2><p class="card">No message yet. Paste a webhook URL from below at your provider, or start with <code>--simulate</code> to see traffic at once.</p>`;
  return html`<h2>Today</h2>${tiles(total.measures)}
    ${table(
      'By provider and carrier',
      'Provider, carrier',
      of('provider').flatMap((provider) => providerRows(provider, of('carrier'))),
    )}
    ${table(
      'By campaign',
      'Campaign',
      of('campaign')
        .slice(0, 12)
        .map((count) => row(count.value, count.measures)),
    )}
    ${errorCodes(of('errorCode').slice(0, 10))}`;
}

function tiles(measures: Measures): Html {
  const waiting = measure(measures, 'o.started') - finished(measures);
  const facts: [string, string][] = [
    ['Messages', countText(measure(measures, 'o.started'))],
    ['Delivered', countText(measure(measures, 'o.delivered'))],
    ['Failed', countText(measure(measures, 'o.undelivered') + measure(measures, 'o.failed'))],
    ['No receipt yet', countText(waiting)],
    ['Delivery rate', rate(measures)],
  ];
  return html`<dl class="tiles">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function providerRows(provider: Count, carriers: readonly Count[]): Html[] {
  const own = carriers.filter(({ value }) => value.startsWith(`${provider.value}|`));
  const names = own.map((count) => row(carrierName(count.value), count.measures, 'inner'));
  return [row(labelText('provider', provider.value), provider.measures), ...names];
}

function carrierName(value: string): string {
  const name = value.slice(value.indexOf('|') + 1);
  return name === 'unknown' ? 'carrier not told' : name;
}

function table(caption: string, first: string, rows: readonly Html[]): Html {
  if (rows.length === 0) return html``;
  const heads = [
    'Messages',
    'Sent',
    'Delivered',
    'Undelivered',
    'Failed',
    'Unconfirmed',
    'No receipt yet',
    'Delivery rate',
  ];
  return html`<h2>${caption}</h2><div class="card scroll" tabindex="0" role="region" aria-label="${caption}"><table>
    <thead><tr><th scope="col">${first}</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

function row(name: string, measures: Measures, kind = ''): Html {
  const numbers = ['started', 'sent', 'delivered', 'undelivered', 'failed', 'unconfirmed'].map((status) =>
    measure(measures, `o.${status}`),
  );
  const waiting = measure(measures, 'o.started') - finished(measures);
  return html`<tr><th scope="row" class="${kind}">${name}</th>${[...numbers, waiting].map((number) => html`<td>${countText(number)}</td>`)}<td class="${mood(measures)}">${rate(measures)}</td></tr>`;
}

function errorCodes(codes: readonly Count[]): Html {
  if (codes.length === 0) return html``;
  const rows = codes.map(({ value, measures }) => {
    const [provider = '', code = ''] = value.split('|');
    const known = explainError(code, provider);
    return html`<tr><th scope="row">${labelText('provider', provider)} ${code}</th><td>${countText(measure(measures, 'o.started'))}</td><td class="text wrap">${known?.meaning ?? 'not in our list'}${known?.remedy ? html`<br><span class="soft">${known.remedy}</span>` : undefined}</td></tr>`;
  });
  return html`<h2>Why messages failed</h2><div class="card scroll" tabindex="0" role="region" aria-label="Why messages failed"><table>
    <thead><tr><th scope="col">Code</th><th scope="col">Messages</th><th scope="col" class="text">Meaning, and what to do</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

function rate(measures: Measures): string {
  const judged = settled(measures);
  return judged === 0 ? '–' : percentText(measure(measures, 'o.delivered') / judged);
}

function mood(measures: Measures): string {
  const judged = settled(measures);
  if (judged === 0) return '';
  return measure(measures, 'o.delivered') / judged < 0.9 ? 'bad' : 'good';
}
