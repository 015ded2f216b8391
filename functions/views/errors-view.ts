import { type Html, html } from '../core/html.ts';
import { countText } from '../core/number-text.ts';
import type { ErrorsAnswer } from './answers.ts';
import { counted, emptyState, meter, named, noteLine, providerName, sentence, shareText } from './parts.ts';
import { type Column, table } from './table.ts';
import type { ViewTools } from './view.ts';

type Row = ErrorsAnswer['rows'][number];

const columns: readonly Column<Row>[] = [
  { head: 'Code', cell: code },
  { head: 'What it means, and what to do', isText: true, tone: () => 'ww-wide', cell: meaning },
  {
    head: 'Again?',
    title: 'Whether sending it again can help',
    isText: true,
    cell: ({ retry }) => named(retry ?? '–'),
  },
  { head: 'Failures', cell: ({ count }) => countText(count) },
  { head: 'Share', cell: ({ share }) => html`${meter(share ?? 0, 'ww-bad')} ${shareText(share)}` },
];

/** With which error codes messages failed, what each means, and what to do about it. */
export function errorsView({ failures, rows, rest, other, withoutCode, trend }: ErrorsAnswer, _tools: ViewTools): Html {
  if (failures === 0) {
    return emptyState(
      'No message failed in this time.',
      html`Choose a longer time, or look whether webhooks arrive: <code>npx wirewatch status</code>.`,
    );
  }
  const { failures: now, failuresBefore, label, change } = trend;
  return html`${table('Error codes, most failures first', columns, rows)}${noteLine(
    rest.codes > 0 && `${counted(rest.codes, 'more code')} with ${counted(rest.count, 'failure')}`,
    withoutCode.count > 0 && `${counted(withoutCode.count, 'failure')} without a code`,
    other.count > 0 && `${counted(other.count, 'failure')} of codes beyond the daily cap`,
  )}${noteLine(
    `${counted(now, 'failure')} in the last 24 whole hours, ${countText(failuresBefore)} in the 24 before: ${label}${change === undefined ? '' : `, ${change}`}`,
  )}`;
}

function code({ provider, code: name, source }: Row): Html {
  const page = source !== undefined && /^https:\/\//.test(source);
  const words = page
    ? html`<a href="${source}" target="_blank" rel="noopener noreferrer">${named(name)}</a>`
    : named(name);
  return html`${words}<br>${providerName(provider)}`;
}

function meaning({ meaning: words, remedy }: Row): Html {
  if (words === undefined) return html`<span class="ww-soft">Not in the catalogue: look it up at the provider.</span>`;
  return html`<span class="ww-strong">${sentence(words)}</span>${remedy === undefined ? html`` : html`<br><span class="ww-soft">${sentence(remedy)}</span>`}`;
}
