import { type Html, html } from '../core/html.ts';
import { dollarText } from '../core/money.ts';
import { countText } from '../core/number-text.ts';
import type { RowAnswer, TopAnswer } from './answers.ts';
import { heat } from './heat.ts';
import { counted, emptyState, linked, meter, noteLine, shareText } from './parts.ts';
import { table } from './table.ts';
import type { ViewTools } from './view.ts';

/** Below it something is wrong with a campaign (docs/measures.md). */
const poorScore = 70;

/** Campaigns with their score: how they are delivered, fail, lose people, and what they cost. */
export function campaignsView({ rows, rest, other }: TopAnswer, tools: ViewTools): Html {
  if (rows.length === 0) {
    return emptyState(
      'No campaign sent anything in this time.',
      html`Choose a longer time. A message belongs to a campaign once its webhook URL or its report names one: docs/connecting.md.`,
    );
  }
  const columns = [
    {
      head: 'Campaign',
      cell: ({ value }: RowAnswer) => linked(tools, `campaigns/${encodeURIComponent(value.toWellFormed())}`, value),
    },
    {
      head: 'Score',
      title: '0 to 100: half delivery, three tenths that nobody opts out, two tenths that nothing fails',
      cell: score,
    },
    { head: 'Messages', cell: ({ started }: RowAnswer) => countText(started) },
    {
      head: 'Delivered',
      title: 'Of the messages whose ending is known',
      cell: ({ deliveryRate }: RowAnswer) => shareText(deliveryRate.value),
      tone: ({ deliveryRate: { value } }: RowAnswer) => heat(value === undefined ? 0 : 1 - value),
    },
    {
      head: 'Failed',
      cell: ({ failureRate }: RowAnswer) => shareText(failureRate.value),
      tone: ({ failureRate }: RowAnswer) => heat(failureRate.value),
    },
    {
      head: 'Opted out',
      title: 'Of the messages that were sent',
      cell: ({ optOutRate }: RowAnswer) => shareText(optOutRate.value),
    },
    { head: 'Cost', cell: ({ costMicros }: RowAnswer) => dollarText(costMicros) },
  ];
  return html`${table('Campaigns', columns, rows)}${noteLine(
    rest.values > 0 && `${counted(rest.values, 'more campaign')} with ${counted(rest.started, 'message')}`,
    other.started > 0 && `${counted(other.started, 'message')} of campaigns beyond the daily cap`,
  )}`;
}

function score({ score: points }: RowAnswer): Html | string {
  if (points === undefined) return '–';
  const isPoor = points < poorScore;
  return html`${meter(points / 100, isPoor ? 'ww-bad' : 'ww-good')} <span class="${isPoor ? 'ww-bad-text' : ''}">${Math.floor(points)}</span>`;
}
