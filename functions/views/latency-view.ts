import { type Html, html } from '../core/html.ts';
import { countText, percentText } from '../core/number-text.ts';
import { hour, minute, second } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import type { LatencyAnswer } from './answers.ts';
import { counted, emptyState, noteLine } from './parts.ts';
import { table } from './table.ts';
import type { ViewTools } from './view.ts';

type Bucket = LatencyAnswer['buckets'][number];
type Percentile = LatencyAnswer['percentiles'][number];

/** Pixels. The width is that of the place: everything across is in percent. */
const height = 170;
const top = 18;
const bottom = 22;

const questions: Readonly<Record<string, string>> = {
  receipt: 'From sent to delivered',
  handover: 'From accepted to sent',
  callLength: 'How long calls lasted',
  generation: 'How long texts took to make',
  apiCall: 'How long calls to APIs took',
};

/** How long it took, as a histogram with its percentiles. */
export function latencyView(answer: LatencyAnswer, _tools: ViewTools): Html {
  const { histogram, percentiles, meanMs, measured, unmeasured, pending, buckets } = answer;
  const what = questions[histogram] ?? histogram;
  if (measured === 0) {
    const waiting = pending > 0 ? `${counted(pending, 'message')} still without an ending.` : 'Nothing was measured.';
    return emptyState(waiting, html`It is measured once the times of both ends are known: choose a longer time.`);
  }
  return html`<dl class="ww-facts">${percentiles.map(percentile)}${meanMs === undefined ? html`` : fact('mean', valueText(meanMs, 'millis'))}</dl>
${picture(buckets, measured, what)}${noteLine(
  `${counted(measured, 'case')} measured`,
  pending > 0 && `${countText(pending)} without an ending yet`,
  unmeasured > 0 && `${countText(unmeasured)} without both times`,
)}<details class="ww-details"><summary>As a table</summary>${table(what, columnsOf(measured), buckets)}</details>`;
}

function percentile({ p, ms, beyondMs }: Percentile): Html {
  if (beyondMs !== undefined) return fact(`p${p}`, `over ${valueText(beyondMs, 'millis')}`);
  return fact(`p${p}`, ms === undefined ? '–' : valueText(ms, 'millis'));
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function picture(buckets: readonly Bucket[], measured: number, what: string): Html {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const mode = buckets.find(({ count }) => count === most);
  const summary = `${what}: ${countText(measured)} cases, most of them ${mode === undefined ? 'unknown' : boundText(mode)}`;
  return html`<svg class="ww-histogram" width="100%" height="${height}" role="img" aria-label="${summary}"><title>${what}</title><desc>${summary}</desc>${buckets.map((bucket, index) => bar(bucket, { index, of: buckets.length, most }))}<line class="ww-axis" x1="0" x2="100%" y1="${height - bottom}" y2="${height - bottom}"/></svg>`;
}

function bar(bucket: Bucket, { index, of, most }: { index: number; of: number; most: number }): Html {
  const wide = 100 / of;
  const tall = bucket.count === 0 ? 0 : Math.max(2, Math.round((bucket.count / most) * (height - top - bottom)));
  const middle = percent((index + 0.5) * wide);
  const from = height - bottom - tall;
  const words = `${boundText(bucket)}: ${countText(bucket.count)}`;
  const count =
    bucket.count === 0
      ? html``
      : html`<text class="ww-value" x="${middle}" y="${from - 5}" text-anchor="middle">${shortCount(bucket.count)}</text>`;
  return html`<g><title>${words}</title><rect class="ww-bar" x="${percent(index * wide + wide * 0.1)}" y="${from}" width="${percent(wide * 0.8)}" height="${tall}" rx="2"/>${count}<text class="ww-tick" x="${middle}" y="${height - 6}" text-anchor="middle">${tickText(bucket)}</text></g>`;
}

function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`;
}

function columnsOf(measured: number) {
  return [
    { head: 'It took', cell: boundText },
    { head: 'Cases', cell: ({ count }: Bucket) => countText(count) },
    { head: 'Share', cell: ({ count }: Bucket) => percentText(count / measured) },
  ];
}

function boundText({ fromMs, toMs }: Bucket): string {
  if (toMs === undefined) return `over ${valueText(fromMs, 'millis')}`;
  return fromMs === 0
    ? `up to ${valueText(toMs, 'millis')}`
    : `${valueText(fromMs, 'millis')} to ${valueText(toMs, 'millis')}`;
}

/** Under a narrow bar there is room for `10s` and no more. */
function tickText({ fromMs, toMs }: Bucket): string {
  const at = toMs ?? fromMs;
  const text = at < minute ? `${at / second}s` : at < hour ? `${at / minute}m` : `${at / hour}h`;
  return toMs === undefined ? `>${text}` : text;
}

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

function shortCount(count: number): string {
  return short.format(count);
}
