import { localStamps } from '../../functions/core/calendar.ts';
import { type Html, html } from '../../functions/core/html.ts';
import { durationText } from '../../functions/core/number-text.ts';
import { minute } from '../../functions/core/time.ts';
import { moment, named } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import type { Backtest } from '../answers.ts';
import { kept, keptName } from '../kept.ts';
import { selectField, textField } from '../parts/fields.ts';
import type { Screen } from '../screen.ts';

type Change = Backtest['transitions'][number];

const spans = [
  ['6h', '6 hours'],
  ['24h', '24 hours'],
  ['72h', '3 days'],
] as const;
const mostChanges = 100;

/** When the rule would have fired. */
export function backtestPanel(rule: string, screen: Screen): Html {
  const name = keptName('backtest', rule, screen.address.query.tenant);
  const isBusy = screen.isBusy(name);
  const result = kept<Backtest>(screen, name);
  return html`<form class="inline" data-do="backtest" data-rule="${rule}">
      ${selectField({ id: 'backtest-span', name: 'last', words: 'Over the last', value: '24h', options: spans })}
      ${textField({ id: 'backtest-sweep', name: 'sweep', words: 'Or try settings', placeholder: 'minSamples=20,50,100', most: 200 })}
      <button class="button main"${isBusy ? html` aria-disabled="true"` : undefined}>${isBusy ? 'Running …' : 'Run backtest'}</button></form>
    ${result === undefined ? html`<p class="quiet">Replays the counters through the rule and says when it would have fired. Nobody is told.</p>` : shownResult(result, screen)}`;
}

function shownResult(result: Backtest, screen: Screen): Html {
  const { story, span, interrupted, notes, transitions, sweep, reads } = result;
  const { firings, firingMinutes, firstFiring, noticesSent, stillFiring } = story;
  const fact = (words: string, value: Html | string) => html`<div><dt>${words}</dt><dd>${value}</dd></div>`;
  return html`<p class="quiet">From ${moment(span.from, screen.tools)} to ${moment(span.to, screen.tools)}${interrupted ? ': time ran out there' : ''}; ${reads} reads</p>
    <dl class="ww-facts">${fact('Firings', `${firings}`)}${fact('Fired for', durationText(firingMinutes * minute))}
      ${fact('First', firstFiring === undefined ? 'never' : moment(firstFiring, screen.tools))}${fact('Notices', `${noticesSent}`)}${fact('At the end', stillFiring ? 'fires' : 'calm')}</dl>
    ${strip(result, screen)}${sweep.length > 0 ? sweepTable(sweep) : undefined}${changes(transitions, screen)}
    ${notes.map((note) => html`<p class="ww-note">${note}</p>`)}`;
}

/** The span as a band, with what fired in it. */
function strip({ span, transitions }: Backtest, { zone }: Screen): Html | undefined {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
  const periods = firingPeriods(transitions, to);
  if (periods.length === 0) return undefined;
  const stamp = localStamps(zone);
  const bars = periods.map((period) => {
    const left = ((period.from - from) / (to - from)) * 1000;
    const width = Math.max(2, ((period.to - period.from) / (to - from)) * 1000);
    return html`<rect class="fired" x="${left.toFixed(1)}" y="2" width="${width.toFixed(1)}" height="20"><title>${stamp(period.from)} to ${stamp(period.to)}</title></rect>`;
  });
  return html`<svg class="strip" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="When it would have fired: ${periods.length} ${periods.length === 1 ? 'period' : 'periods'}"><rect class="track" y="2" width="1000" height="20"/>${bars}</svg>
    <p class="strip-ends"><span>${stamp(from)}</span><span>${stamp(to)}</span></p>`;
}

/** From each rise to firing to the fall of the same alert. */
export function firingPeriods(transitions: readonly Change[], end: number): { from: number; to: number }[] {
  const open = new Map<string, number>();
  const closed: { from: number; to: number }[] = [];
  for (const { at, labels, state } of transitions) {
    const key = JSON.stringify(labels);
    const from = open.get(key);
    if (state === 'firing' && from === undefined) open.set(key, Date.parse(at));
    if (state !== 'firing' && from !== undefined) {
      closed.push({ from, to: Date.parse(at) });
      open.delete(key);
    }
  }
  return [...closed, ...[...open.values()].map((from) => ({ from, to: end }))];
}

function sweepTable(sweep: Backtest['sweep']): Html {
  return table<Backtest['sweep'][number]>(
    'With other settings',
    [
      { head: 'Value', isText: true, cell: ({ value }) => `${value}` },
      { head: 'Firings', cell: ({ story, infeasible }) => infeasible ?? `${story?.firings ?? '–'}` },
      { head: 'Minutes', cell: ({ story }) => `${story?.firingMinutes ?? '–'}` },
      { head: 'Notices', cell: ({ story }) => `${story?.noticesSent ?? '–'}` },
    ],
    sweep,
  );
}

function changes(transitions: readonly Change[], { tools }: Screen): Html | undefined {
  if (transitions.length === 0) return undefined;
  const listed = table<Change>(
    'What would have changed',
    [
      { head: 'When', isText: true, cell: ({ at }) => moment(at, tools) },
      { head: 'Of', isText: true, cell: ({ labels }) => named(Object.values(labels).join(' · ') || 'all') },
      {
        head: 'Becomes',
        isText: true,
        cell: ({ state, severity }) =>
          state === 'firing' ? `firing, ${severity ?? ''}` : state === 'pending' ? 'about to fire' : 'calm',
      },
    ],
    transitions.slice(0, mostChanges),
  );
  const rest = transitions.length - mostChanges;
  return html`<details id="backtest-changes"><summary>${transitions.length} changes</summary>${listed}${rest > 0 ? html`<p class="ww-note">and ${rest} more</p>` : undefined}</details>`;
}
