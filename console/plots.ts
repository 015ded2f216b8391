import uPlot from 'uplot';
import type { Chart, Line, Tone } from './chart.ts';

type Drawn = { plot: uPlot; chart: Chart; looks: string };

const height = 190;
const variables: Readonly<Record<Tone | 'text' | 'grid' | 'limit' | 'shade', string>> = {
  accent: '--accent',
  good: '--good',
  bad: '--bad',
  quiet: '--soft',
  text: '--soft',
  grid: '--line',
  limit: '--bad',
  shade: '--shade',
};

/** The plots of the page: made, filled and removed as their places come and go. */
export function createPlots(root: HTMLElement): { sync(charts: readonly Chart[]): void; redraw(): void } {
  const drawn = new Map<string, Drawn>();
  const sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const width = Math.floor(contentRect.width);
      if (width > 0) drawn.get(target.id)?.plot.setSize({ width, height });
    }
  });

  const remove = (id: string) => {
    drawn.get(id)?.plot.destroy();
    drawn.delete(id);
  };
  const draw = (chart: Chart) => {
    const place = root.querySelector<HTMLElement>(`#${chart.id}`);
    if (place === null) return;
    const looks = looksOf(chart);
    const before = drawn.get(chart.id);
    if (before !== undefined && before.looks === looks && before.plot.root.parentElement === place) {
      Object.assign(before.chart, chart);
      before.plot.setData(dataOf(chart));
      return;
    }
    remove(chart.id);
    const kept = { ...chart };
    const plot = new uPlot(optionsOf(kept, place), dataOf(kept), place);
    drawn.set(chart.id, { plot, chart: kept, looks });
    sizes.observe(place);
  };
  const sync = (charts: readonly Chart[]) => {
    const wanted = new Set(charts.map(({ id }) => id));
    for (const id of [...drawn.keys()]) if (!wanted.has(id)) remove(id);
    charts.forEach(draw);
  };
  const redraw = () => {
    const charts = [...drawn.values()].map(({ chart }) => chart);
    sync([]);
    sync(charts);
  };
  return { sync, redraw };
}

/** What cannot be changed once a plot is made. */
function looksOf({ zone, lines, most }: Chart): string {
  return JSON.stringify([zone, most, lines.map(({ words, tone, isArea }) => [words, tone, isArea])]);
}

function dataOf({ times, lines }: Chart): uPlot.AlignedData {
  return [times.map((at) => at / 1000), ...lines.map(({ values }) => [...values])];
}

function optionsOf(chart: Chart, place: HTMLElement): uPlot.Options {
  const colour = coloursOf(place);
  const axis = {
    stroke: colour.text,
    grid: { stroke: colour.grid, width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    width: Math.max(200, Math.floor(place.clientWidth)),
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), chart.zone),
    legend: { show: true, live: true },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: { y: { range: (_, least, most) => rangeOf(chart, least, most) } },
    axes: [
      { ...axis, values: timeAxis, space: 64 },
      { ...axis, size: 62, space: 34, values: (_, splits) => splits.map((value) => chart.valueText(value)) },
    ],
    series: [
      { value: (_, seconds) => (seconds === null ? '–' : chart.timeText(seconds * 1000)) },
      ...chart.lines.map((line) => seriesOf(chart, line, colour)),
    ],
    hooks: { drawClear: [(plot) => shade(plot, chart, colour.shade)], draw: [(plot) => limits(plot, chart, colour)] },
  };
}

function seriesOf({ valueText }: Chart, { words, tone, isArea }: Line, colour: Colours): uPlot.Series {
  return {
    label: words,
    stroke: colour[tone],
    width: 1.6,
    ...(isArea && { fill: colour.shade }),
    points: { show: true, size: 4, filter: lonely },
    value: (_, value) => (value === null ? '–' : valueText(value)),
  };
}

/** A line of one point is no line: it is drawn as a dot. */
function lonely(plot: uPlot, index: number): number[] {
  const values = plot.data[index] ?? [];
  const isGap = (at: number) => values[at] === null || values[at] === undefined;
  return [...values.keys()].filter((at) => !isGap(at) && isGap(at - 1) && isGap(at + 1));
}

type Colours = Readonly<Record<keyof typeof variables, string>>;

/** As the canvas understands them: resolved for the scheme of the moment. */
function coloursOf(place: HTMLElement): Colours {
  const probe = place.appendChild(document.createElement('i'));
  const resolved = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const { accent, good, bad, quiet, text, grid, limit, shade: shaded } = variables;
  const colours = {
    accent: resolved(accent),
    good: resolved(good),
    bad: resolved(bad),
    quiet: resolved(quiet),
    text: resolved(text),
    grid: resolved(grid),
    limit: resolved(limit),
    shade: resolved(shaded),
  };
  probe.remove();
  return colours;
}

/** Clocks within a day, dates beyond. */
const timeAxis: uPlot.Axis.Values = [
  [86_400 * 28, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [86_400, '{D} {MMM}', null, null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{D} {MMM}', null, '\n{D} {MMM}', null, null, null, 1],
];

/** From nothing, so that lines can be compared, unless all is near the most that can be. */
function rangeOf({ most, thresholds = [] }: Chart, least: number | null, greatest: number | null): [number, number] {
  const limitValues = thresholds.map(({ value }) => value);
  const high = Math.max(greatest ?? 0, ...limitValues);
  const low = Math.min(least ?? 0, ...limitValues);
  if (most === undefined) return [Math.min(0, low), high <= 0 ? 1 : high * 1.12];
  const floor = low > most * 0.5 ? Math.floor((low - (most - low) * 0.3) * 20) / 20 : 0;
  return [Math.max(0, floor), Math.max(most, high) * 1.01];
}

function shade({ ctx, bbox, valToPos }: uPlot, { shaded = [] }: Chart, colour: string): void {
  ctx.save();
  ctx.fillStyle = colour;
  for (const { from, to } of shaded) {
    const left = Math.max(bbox.left, valToPos(from / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, valToPos(to / 1000, 'x', true));
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

function limits({ ctx, bbox, valToPos }: uPlot, { thresholds = [] }: Chart, { limit }: Colours): void {
  ctx.save();
  ctx.strokeStyle = limit;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { value } of thresholds) {
    const y = valToPos(value, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}
