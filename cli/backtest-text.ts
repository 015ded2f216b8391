import type { RuleSettings } from '../functions/config/schema.ts';
import { localStamps } from '../functions/core/calendar.ts';
import { countText, durationText } from '../functions/core/number-text.ts';
import { type Severity, severities } from '../functions/core/severity.ts';
import { minute } from '../functions/core/time.ts';
import { valueText } from '../functions/core/unit.ts';
import type { BacktestOutcome, SweptStory } from '../functions/evaluate/backtest.ts';
import type { BacktestStory } from '../functions/evaluate/backtest-story.ts';
import type { AlertTransition, SimulatedNotice } from '../functions/evaluate/simulate.ts';
import { plain } from '../functions/rules/evidence.ts';
import { wordsOf } from '../functions/rules/index.ts';
import { textTable } from './text-table.ts';

export type Backtested = Exclude<BacktestOutcome, { kind: 'refused' }>;
type Stamp = (at: number) => string;

/** So many rows are shown; `--json` shows more. */
const mostRows = 200;

/** A backtest in words. @param setting what was swept */
export function backtestText(told: Backtested, zone: string, setting: string | undefined): string {
  const { rule, range, story, sweep, notes } = told;
  const stamp = localStamps(zone);
  const sections = [
    `${rule.id}, ${stamp(range.from)} to ${stamp(range.to)} (${zone})`,
    ...(story.transitions.length > 0 ? [storyTable(story, rule, stamp)] : []),
    totalsText(story, stamp),
    ...(setting === undefined ? [] : [sweepTable(sweep, setting, stamp)]),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ];
  return sections.join('\n\n');
}

type Row = { at: number; labels: Record<string, string>; transition?: AlertTransition; notices: SimulatedNotice[] };

function storyTable({ transitions, notices }: BacktestStory, rule: RuleSettings, stamp: Stamp): string {
  const rows = rowsOf(transitions, notices);
  const shown = rows.slice(0, mostRows).map((row) => cellsOf(row, rule, stamp));
  const more = rows.length > shown.length ? [`… and ${countText(rows.length - shown.length)} more`] : [];
  return [textTable(shown), ...more].join('\n');
}

/** What became of an alert in a minute, and who was told. */
function rowsOf(transitions: readonly AlertTransition[], notices: readonly SimulatedNotice[]): Row[] {
  const rows = new Map<string, Row>();
  const rowAt = ({ at, labels }: AlertTransition | SimulatedNotice): Row => {
    const name = JSON.stringify([at, labels]);
    const row = rows.get(name) ?? { at, labels, notices: [] };
    rows.set(name, row);
    return row;
  };
  for (const transition of transitions) rowAt(transition).transition = transition;
  for (const notice of notices) rowAt(notice).notices.push(notice);
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

function cellsOf({ at, labels, transition, notices }: Row, rule: RuleSettings, stamp: Stamp): string[] {
  const names = Object.values(labels).join(' ') || 'all';
  const value = transition?.value === undefined ? '' : valueText(transition.value, unitOf(rule));
  const state = transition ? stateText(transition) : '';
  return [stamp(at), names, state, transition?.severity ?? '', value, toldText(notices)];
}

function unitOf(rule: RuleSettings) {
  const severity: Severity = severities.find((one) => rule.when[one] !== undefined) ?? 'info';
  return wordsOf(rule, severity, plain(undefined, { from: 0, to: 0 })).unit;
}

function stateText({ state, because }: AlertTransition): string {
  if (state !== 'inactive') return state;
  if (because === undefined) return 'calm';
  return because === 'recovered' ? 'resolved' : `resolved, ${because}`;
}

/** `→ pagerduty, slack`; what is neither a first notice nor a resolve says why it is sent, and several alerts how many. */
function toldText(notices: readonly SimulatedNotice[]): string {
  if (notices.length === 0) return '';
  const byWhy = Map.groupBy(notices, ({ kind, reason }) => (kind === 'withdraw' ? 'called back' : reason));
  const texts = [...byWhy].map(([why, some]) => {
    const channels = some
      .map(({ channel, alerts }) => (alerts > 1 ? `${channel} ${alerts} alerts` : channel))
      .join(', ');
    return why === 'first' || why === 'resolved' ? channels : `${channels} (${why})`;
  });
  return `→ ${texts.join('; ')}`;
}

function totalsText(story: BacktestStory, stamp: Stamp): string {
  const { firings, firingMinutes, firstFiring, calmed, stillFiring, notices } = story;
  const lines =
    firstFiring === undefined
      ? ['never fired']
      : [`fired ${times(firings)}, ${durationText(firingMinutes * minute)} in all, first ${stamp(firstFiring)}`];
  if (stillFiring > 0) lines.push(`still firing at the end: ${countText(stillFiring)}`);
  if (calmed > 0) lines.push(`pending and calm again without firing: ${times(calmed)}`);
  const byChannel = Map.groupBy(notices, ({ channel }) => channel);
  const told = [...byChannel].map(([channel, some]) => `${channel} ${countText(some.length)}`);
  if (firings > 0) lines.push(told.length > 0 ? `notices: ${told.join(', ')}` : 'nobody would have been told');
  return lines.join('\n');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${countText(count)} times`;
}

const sweepHeadings = ['fired', 'firing for', 'notices', 'first'];

function sweepTable(sweep: readonly SweptStory[], setting: string, stamp: Stamp): string {
  const rows = sweep.map((one) => [
    String(one.value),
    ...('story' in one ? sumsOf(one.story, stamp) : ['', '', '', `not run: ${one.infeasible}`]),
  ]);
  return textTable([[setting, ...sweepHeadings], ...rows], [1, 3]);
}

function sumsOf({ firings, firingMinutes, notices, firstFiring }: BacktestStory, stamp: Stamp): string[] {
  const firing = firings === 0 ? '' : durationText(firingMinutes * minute);
  return [countText(firings), firing, countText(notices.length), firstFiring === undefined ? '' : stamp(firstFiring)];
}
