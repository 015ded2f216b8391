import { type Html, html } from '../core/html.ts';
import { dollarText } from '../core/money.ts';
import { countText } from '../core/number-text.ts';
import { countTrend, judged, shareTrend, type Trend } from '../core/trend.ts';
import { valueText } from '../core/unit.ts';
import type { SummaryAnswer, TallyAnswer } from './answers.ts';
import { counted, moment, noteLine, shareText } from './parts.ts';
import type { ViewTools } from './view.ts';

type Tile = { name: string; value: string; before: string; note?: string; trend?: Trend; better?: 'more' | 'less' };
type Both = Pick<SummaryAnswer, 'now' | 'before'>;

/** The few numbers that say how it goes, each against the equally long time before. */
export function tilesView({ now, before, quality }: SummaryAnswer, tools: ViewTools): Html {
  const both = { now, before };
  const tiles = [
    volume(both),
    delivery(both),
    failure(both),
    receipt(both),
    cost(both),
    optOuts(both),
    ...others(both),
  ];
  return html`<dl class="ww-tiles">${tiles.map(drawn)}</dl><p class="ww-note">${silent(both)}As of ${moment(quality.asOf, tools)}, against the equally long time before.</p>${noteLine(
    (quality.estimatedCostMicros.share ?? 0) > 0 &&
      `${shareText(quality.estimatedCostMicros.share)} of the cost is estimated`,
    quality.conflicts > 0 && `${counted(quality.conflicts, 'contradiction')} between receipts`,
  )}`;
}

function silent({ now, before }: Both): Html {
  if (now.started + before.started + now.calls.started + now.inbound.received > 0) return html``;
  return html`<span class="ww-strong">Nothing was heard of in this time.</span> If providers should send webhooks, <code>npx wirewatch status</code> tells what was refused and which URLs to give to them. `;
}

function drawn({ name, value, note, before, trend, better }: Tile): Html {
  const moved = trend === undefined || trend.label === 'stable' ? html`` : arrow(trend, better);
  const more = !note ? html`` : html`<dd class="ww-note">${note}</dd>`;
  return html`<div class="ww-tile"><dt>${name}</dt><dd class="ww-number">${value}</dd><dd class="ww-note">${moved}<span class="ww-whole">${fromWord(trend)} ${before}</span></dd>${more}</div>`;
}

/** Only where it is not chance; in a colour only where it is known which is better. */
function arrow(trend: Trend, better: Tile['better']): Html {
  const verdict = better === undefined ? 'stable' : judged(trend, better);
  const tone = { improving: 'ww-good-text', worsening: 'ww-bad-text', stable: '' }[verdict];
  const mark = trend.label === 'increasing' ? '▲' : '▼';
  const words = verdict === 'stable' ? trend.label : verdict;
  return html`<span class="${tone}"><span aria-hidden="true">${mark}</span> <span class="ww-unseen">${words}</span>${trend.change ?? ''}</span> `;
}

function fromWord(trend: Trend | undefined): string {
  return trend === undefined || trend.label === 'stable' ? 'before:' : 'from';
}

function volume({ now, before }: Both): Tile {
  const trend = countTrend(now.started, before.started);
  return { name: 'Messages', value: countText(now.started), before: countText(before.started), trend };
}

type RateName = 'deliveryRate' | 'failureRate' | 'optOutRate';

function rate(name: string, of: RateName, better: 'more' | 'less', { now, before }: Both): Tile {
  return {
    name,
    value: shareText(now[of].value),
    before: shareText(before[of].value),
    note: `${countText(now[of].of)} of ${countText(now[of].over)}`,
    trend: shareTrend(now[of], before[of]),
    better,
  };
}

const delivery = (both: Both) => rate('Delivered', 'deliveryRate', 'more', both);
const failure = (both: Both) => rate('Failed', 'failureRate', 'less', both);
const optOuts = (both: Both) => rate('Opted out', 'optOutRate', 'less', both);

function receipt({ now, before }: Both): Tile {
  const note = now.receipt.pending > 0 ? `${counted(now.receipt.pending, 'message')} without an ending yet` : '';
  return { name: 'Sent until delivered, p95', value: p95(now), before: p95(before), note };
}

function p95({ receipt: { percentiles } }: TallyAnswer): string {
  const found = percentiles.find(({ p }) => p === 95);
  if (found?.beyondMs !== undefined) return `over ${valueText(found.beyondMs, 'millis')}`;
  return found?.ms === undefined ? '–' : valueText(found.ms, 'millis');
}

function cost({ now, before }: Both): Tile {
  const note = counted(now.segments, 'segment');
  return { name: 'Cost of messages', value: dollarText(now.costMicros), before: dollarText(before.costMicros), note };
}

/** What not every team has. */
function others({ now, before }: Both): Tile[] {
  const tiles: Tile[] = [];
  if (now.inbound.received + before.inbound.received > 0) {
    const note = counted(now.inbound.stops, 'STOP', 'STOPs');
    const [value, earlier] = [countText(now.inbound.received), countText(before.inbound.received)];
    tiles.push({ name: 'Messages from people', value, before: earlier, note });
  }
  if (now.calls.started + before.calls.started > 0) {
    const note = counted(now.calls.started, 'call');
    const trend = shareTrend(now.calls.success, before.calls.success);
    const [value, earlier] = [shareText(now.calls.success.value), shareText(before.calls.success.value)];
    tiles.push({ name: 'Calls completed', value, before: earlier, note, trend, better: 'more' });
  }
  if (now.faults + before.faults > 0) {
    const trend = countTrend(now.faults, before.faults);
    const [value, earlier] = [countText(now.faults), countText(before.faults)];
    tiles.push({ name: 'Faults', value, before: earlier, note: 'told by providers', trend, better: 'less' });
  }
  return tiles;
}
