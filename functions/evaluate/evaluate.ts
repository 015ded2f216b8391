import type { RuleSettings } from '../config/schema.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { once } from '../core/once.ts';
import type { Outage } from '../core/restore.ts';
import { minute, minuteStart, minutesBetween } from '../core/time.ts';
import { evaluateTick } from './evaluate-tick.ts';
import { restoreAlerts } from './restore-alerts.ts';
import { type JudgedRules, retireRules } from './retire-rules.ts';
import type { TickDeps } from './tick-deps.ts';

export type EvaluateDeps = TickDeps & {
  /** The last tick that was evaluated completely. */
  cursor(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  moveCursor(tick: number): Promise<boolean>;
  /** The rules that may have alerts. */
  judgedRules(): Promise<JudgedRules>;
  saveJudgedRules(rules: JudgedRules): Promise<void>;
  /** How far the counters are behind, in milliseconds. */
  countLag(): Promise<number>;
  /** Decides who is told what, for the ticks that all evaluators are through with. Throws if it cannot tell which those are. */
  dispatch(): Promise<void>;
  metric: EmitMetric;
};

type Totals = {
  /** Those that this run was the first to complete. */
  ticks: number;
  alertsChanged: number;
  rulesFailed: number;
  alertsFiring: number;
  /** Label sets over the limit, at the last tick. */
  seriesCut: number;
};

/** `overtaken`: another run has completed a tick first, and goes on from there. */
export type EvaluateOutcome = { kind: 'up-to-date' } | ({ kind: 'evaluated' | 'overtaken' } & Totals);

/**
 * Evaluates all rules of all tenants at every minute since the last run, up to the one in which `at` (epoch
 * milliseconds) lies. Safe to repeat, to run twice at once and to end at any moment: every alert remembers its tick, and
 * the cursor moves when all of a tick is done. @throws if a table fails
 */
export async function evaluate(at: number, given: EvaluateDeps): Promise<EvaluateOutcome> {
  const rules = once<readonly RuleSettings[]>();
  const rulesOf: EvaluateDeps['rulesOf'] = (tenant, tick) =>
    rules(`${tenant} ${tick}`, () => given.rulesOf(tenant, tick));
  const deps = { ...given, rulesOf };
  const cursor = await deps.cursor();
  // What was judged by then is told as it was then, if the run that judged it died over it.
  await deps.dispatch();
  const { ticks, outage } = missedTicks(cursor, minuteStart(at), deps);
  const first = ticks[0];
  if (first === undefined) return { kind: 'up-to-date' };
  const totals: Totals = { ticks: 0, alertsChanged: 0, rulesFailed: 0, alertsFiring: 0, seriesCut: 0 };
  totals.alertsChanged += await retireRules(first, deps);
  if (outage) totals.alertsChanged += await restoreAlerts(outage, deps);
  for (const tick of ticks) {
    const before = outage?.downAt ?? tick - minute;
    if (!(await completed({ tick, before, last: minuteStart(at) }, totals, deps)))
      return ended('overtaken', totals, deps);
  }
  deps.metric(metricNames.alertsFiring, totals.alertsFiring);
  return ended('evaluated', totals, deps);
}

/** The metrics are told tick by tick: a run that is cut has done what it has done. @returns false if another run was first */
async function completed(
  { tick, before, last }: { tick: number; before: number; last: number },
  totals: Totals,
  deps: EvaluateDeps,
): Promise<boolean> {
  // What is counted by now is enough for a tick that lies as far back.
  const lag = (await deps.countLag()) - (last - tick);
  const { changed, failed, firing, cut } = await evaluateTick(tick, lag, deps, before);
  totals.alertsChanged += changed;
  totals.rulesFailed += failed;
  totals.alertsFiring = firing;
  totals.seriesCut = cut;
  const first = await deps.moveCursor(tick);
  totals.ticks += first ? 1 : 0;
  deps.metric(metricNames.ticksEvaluated, first ? 1 : 0);
  deps.metric(metricNames.rulesFailed, failed);
  if (first) await deps.dispatch();
  return first;
}

function ended(kind: 'evaluated' | 'overtaken', totals: Totals, deps: EvaluateDeps): EvaluateOutcome {
  deps.log.info(kind, totals);
  return { kind, ...totals };
}

type Missed = { ticks: number[]; outage: Outage | undefined };

/** An outage that is too long to be caught up with is jumped over, and alerts that were pending are told so. */
function missedTicks(cursor: number | undefined, tick: number, { evaluation, log }: EvaluateDeps): Missed {
  const downAt = cursor ?? tick - minute;
  if (tick - downAt - minute <= evaluation.catchUp) {
    return { ticks: minutesBetween(downAt + minute, tick + minute), outage: undefined };
  }
  log.warn('too many missed ticks to catch up', { missed: (tick - downAt) / minute - 1 });
  return { ticks: [tick], outage: { downAt, backAt: tick } };
}
