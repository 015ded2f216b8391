import { type Html, html } from '../core/html.ts';
import type { Outcome } from '../core/message/status.ts';
import { countText } from '../core/number-text.ts';
import type { RowAnswer, TopAnswer } from './answers.ts';
import { heat } from './heat.ts';
import { counted, emptyState, named, noteLine, providerName, shareText } from './parts.ts';
import { type Column, table } from './table.ts';
import type { ViewTools } from './view.ts';

type Ending = Outcome | 'pending';

/** Endings that are always shown, and those that are only if there are any. */
const always: readonly Ending[] = ['undelivered', 'failed', 'expired', 'pending'];
const sometimes: readonly Ending[] = ['unconfirmed', 'canceled'];
/** Of these a larger share is worse. */
const wrong: readonly Ending[] = ['undelivered', 'failed', 'expired'];

/** Carriers × status as a heat table: what became of the messages to each, in parts of those that were begun. */
export function carriersView({ rows, rest, other }: TopAnswer, _tools: ViewTools): Html {
  if (rows.length === 0) {
    return emptyState(
      'No message went to any carrier in this time.',
      html`Choose a longer time. Carriers come with the receipts of messages: <code>npx wirewatch status</code> tells whether webhooks arrive.`,
    );
  }
  const endings = [
    ...always,
    ...sometimes.filter((ending) => rows.some(({ outcomes }) => countOf(outcomes, ending) > 0)),
  ];
  const columns: Column<RowAnswer>[] = [
    { head: 'Carrier', cell: ({ value }) => carrier(value) },
    { head: 'Messages', cell: ({ started }) => countText(started) },
    {
      head: 'Delivered',
      title: 'Of the messages whose ending is known',
      cell: ({ deliveryRate, outcomes }) => cell(deliveryRate.value, countOf(outcomes, 'delivered')),
      tone: ({ deliveryRate: { value } }) => heat(value === undefined ? 0 : 1 - value),
    },
    ...endings.map(endingColumn),
  ];
  return html`${table('Carriers by what became of their messages', columns, rows)}${noteLine(
    rest.values > 0 && `${counted(rest.values, 'more carrier')} with ${counted(rest.started, 'message')}`,
    other.started > 0 && `${counted(other.started, 'message')} of carriers beyond the daily cap`,
  )}`;
}

function endingColumn(ending: Ending): Column<RowAnswer> {
  return {
    head: ending === 'pending' ? 'No ending yet' : `${ending.charAt(0).toUpperCase()}${ending.slice(1)}`,
    title: 'Of the messages that were begun',
    cell: ({ outcomes, started }) => cell(partOf(outcomes, ending, started), countOf(outcomes, ending)),
    tone: ({ outcomes, started }) =>
      wrong.includes(ending) ? heat(partOf(outcomes, ending, started)) : countOf(outcomes, ending) > 0 ? 'ww-soft' : '',
  };
}

function countOf(outcomes: RowAnswer['outcomes'], ending: Ending): number {
  return outcomes[ending] ?? 0;
}

function partOf(outcomes: RowAnswer['outcomes'], ending: Ending, started: number): number | undefined {
  return started > 0 ? countOf(outcomes, ending) / started : undefined;
}

function cell(share: number | undefined, count: number): Html | string {
  if (count === 0) return share === undefined || share === 0 ? '–' : shareText(share);
  return html`<span title="${countText(count)}">${shareText(share)} <span class="ww-count">${countText(count)}</span></span>`;
}

/** `telnyx|AT&T` */
function carrier(value: string): Html {
  const [provider = '', ...name] = value.split('|');
  return html`${named(name.join('|') || value)} ${providerName(provider)}`;
}
