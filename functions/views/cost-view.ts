import { type Html, html } from '../core/html.ts';
import { labelText } from '../core/label-text.ts';
import { dollarText } from '../core/money.ts';
import { percentText } from '../core/number-text.ts';
import type { CostAnswer } from './answers.ts';
import { counted, emptyState, meter, named, noteLine } from './parts.ts';
import { type Column, table } from './table.ts';
import type { ViewTools } from './view.ts';

type Spent = CostAnswer['today'];
type Row = CostAnswer['byProvider'][number];

/** What today cost against yesterday up to the same time, the month, and by provider. */
export function costView({ today, yesterdaySoFar, yesterday, month, byProvider }: CostAnswer, _tools: ViewTools): Html {
  if ([today, yesterday, month].every(({ messages }) => messages === 0)) {
    return emptyState(
      'Nothing was sent this month.',
      html`A price stands here with the first message. What providers do not tell is estimated by the rate cards: docs/configuration.md.`,
    );
  }
  const most = Math.max(1, ...byProvider.flatMap(({ todayMicros, yesterdayMicros }) => [todayMicros, yesterdayMicros]));
  return html`<dl class="ww-tiles">${tile('Today', today, against(today, yesterdaySoFar))}${tile('Yesterday', yesterday, counted(yesterday.messages, 'message'))}${tile('This month', month, counted(month.messages, 'message'))}${failed(today)}</dl>
${byProvider.length === 0 ? html`` : table('Cost by provider, today and yesterday', columnsOf(most), byProvider)}${noteLine(besides(today), estimated(today))}`;
}

function tile(name: string, { costMicros }: Spent, note: string): Html {
  return html`<div class="ww-tile"><dt>${name}</dt><dd class="ww-number">${dollarText(costMicros)}</dd><dd class="ww-note">${note}</dd></div>`;
}

function failed(today: Spent): Html {
  if (today.failedCostMicros === 0) return html``;
  return html`<div class="ww-tile"><dt>Paid for failures today</dt><dd class="ww-number">${dollarText(today.failedCostMicros)}</dd><dd class="ww-note">of messages that did not arrive</dd></div>`;
}

function against({ costMicros: now }: Spent, { costMicros: before }: Spent): string {
  if (before === 0) return 'nothing yesterday until this time';
  const change = (now - before) / before;
  const by = percentText(Math.abs(change));
  const than = `${dollarText(before)} yesterday until this time`;
  if (by === '0 %') return `as ${than}`;
  return `${by} ${change > 0 ? 'more' : 'less'} than ${than}`;
}

/** What was spent on other things than messages. */
function besides({ callCostMicros, inboundCostMicros }: Spent): string | undefined {
  const parts = [
    ...(callCostMicros > 0 ? [`${dollarText(callCostMicros)} for calls`] : []),
    ...(inboundCostMicros > 0 ? [`${dollarText(inboundCostMicros)} for messages from people`] : []),
  ];
  return parts.length === 0 ? undefined : `besides, today: ${parts.join(', ')}`;
}

function estimated({ costMicros, estimatedMicros }: Spent): string | undefined {
  if (estimatedMicros === 0 || costMicros === 0) return undefined;
  return `${percentText(estimatedMicros / costMicros)} of today is estimated by the rate cards`;
}

function columnsOf(most: number): Column<Row>[] {
  return [
    { head: 'Provider', cell: ({ provider }) => named(labelText('provider', provider)) },
    { head: 'Today', cell: ({ todayMicros }) => html`${meter(todayMicros / most)} ${dollarText(todayMicros)}` },
    {
      head: 'Yesterday',
      cell: ({ yesterdayMicros }) => html`${meter(yesterdayMicros / most, 'ww-faint')} ${dollarText(yesterdayMicros)}`,
    },
  ];
}
