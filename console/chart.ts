import { type Html, html } from '../functions/core/html.ts';

/** The colours of lines, by what they mean. */
export type Tone = 'accent' | 'good' | 'bad' | 'quiet';
export type Line = { words: string; values: readonly (number | null)[]; tone: Tone; isArea?: boolean };

/** A chart over time, apart from how it is drawn. Times in epoch milliseconds. */
export type Chart = {
  /** Of its place in the page. */
  id: string;
  title: string;
  zone: string;
  times: readonly number[];
  lines: readonly Line[];
  valueText(value: number): string;
  thresholds?: readonly { value: number; words: string }[];
  /** Periods in which something fired. */
  shaded?: readonly { from: number; to: number }[];
  /** The highest value that can be, where there is one. */
  most?: number;
  timeText(at: number): string;
};

const mostRows = 200;

/** The chart's place, and the same as a table for whoever cannot see it. */
export function chartFigure(chart: Chart): Html {
  const { id, title } = chart;
  return html`<figure class="figure" id="${id}-figure">
    <figcaption><h3>${title}</h3>${legend(chart)}</figcaption>
    <div class="plot" id="${id}" data-plot role="img" aria-label="${chartWords(chart)}"></div>
    <details class="numbers" id="${id}-numbers"><summary>Numbers<span class="ww-unseen"> of ${title}</span></summary>${numbers(chart)}</details>
  </figure>`;
}

/** One line needs no name but the title; what limits it does. */
function legend({ lines, thresholds = [], shaded = [] }: Chart): Html | undefined {
  const told = [
    ...(lines.length > 1 ? lines.map(({ words, tone }) => html`<li class="tone-${tone}">${words}</li>`) : []),
    ...thresholds.map(({ words }) => html`<li class="tone-limit">${words}</li>`),
    ...(shaded.length > 0 ? [html`<li class="tone-shade">it fired</li>`] : []),
  ];
  return told.length === 0 ? undefined : html`<ul class="legend">${told}</ul>`;
}

/** What is seen, in a sentence or two. */
export function chartWords({ title, lines, thresholds = [], shaded = [], valueText }: Chart): string {
  const said = lines.map(({ words, values }) => {
    const known = values.filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return `${words}: no data`;
    const [least, most] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [last, last]);
    return `${words}: ${valueText(last)} at the end, between ${valueText(least)} and ${valueText(most)}`;
  });
  const limits = thresholds.map(({ words }) => words);
  const fired = shaded.length === 0 ? [] : [`fired ${shaded.length === 1 ? 'once' : `${shaded.length} times`}`];
  return `${title}. ${[...said, ...limits, ...fired].join('; ')}.`;
}

function numbers({ title, times, lines, valueText, timeText }: Chart): Html {
  const from = Math.max(0, times.length - mostRows);
  const rows = times.slice(from).map((at, index) => {
    const cells = lines.map(({ values }) => {
      const value = values[from + index];
      return html`<td>${value === null || value === undefined ? '–' : valueText(value)}</td>`;
    });
    return html`<tr><th scope="row">${timeText(at)}</th>${cells}</tr>`;
  });
  const heads = lines.map(({ words }) => html`<th scope="col">${words}</th>`);
  return html`<div class="ww-scroll" tabindex="0" role="region" aria-label="${title}, numbers"><table class="ww-table">
    <caption class="ww-unseen">${title}</caption><thead><tr><th scope="col">Time</th>${heads}</tr></thead><tbody>${rows}</tbody>
  </table></div>`;
}
