import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert, ChannelLog } from '../core/alert.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import type { Outage } from '../core/restore.ts';
import { minute, minuteStart, minutesBetween } from '../core/time.ts';
import { evaluateTick } from './evaluate-tick.ts';
import type { TickReadings } from './readings.ts';
import { retireRules } from './retire-rules.ts';

export type EvaluateDeps = {
  stage: string;
  tenants: Readonly<Record<string, { timeZone: string }>>;
  rules: readonly RuleSettings[];
  routes: Config['routes'];
  evaluation: Config['evaluation'];
  /** Whether the alert is this evaluator's, of several that share the work. */
  owns(alertId: string): boolean;
  /** What can be read of a tenant at a tick; asked for anew at every tick. */
  readings(tenant: string, zone: string, tick: number): TickReadings;
  alertsOfRule(tenant: string, rule: string): Promise<Alert[]>;
  /** False if the alert was written by somebody else since it was read. `keepUntil`: epoch milliseconds. */
  saveAlert(alert: Alert, keepUntil?: number): Promise<boolean>;
  channelLogs(tenant: string, alertId: string): Promise<ChannelLog[]>;
  /** The last tick that was evaluated completely. */
  cursor(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  moveCursor(tick: number): Promise<boolean>;
  /** The rules that may have alerts, as `tenant/rule`. */
  judgedRules(): Promise<readonly string[]>;
  saveJudgedRules(rules: readonly string[]): Promise<void>;
  /** How far the counters are behind, in milliseconds. */
  countLag(): Promise<number>;
  metric: EmitMetric;
  log: Log;
};

export type EvaluateOutcome =
  | { kind: 'up-to-date' }
  | {
      kind: 'evaluated';
      ticks: number;
      alertsChanged: number;
      rulesFailed: number;
      alertsFiring: number;
      /** Label sets over the limit, at the last tick. */
      seriesCut: number;
    };

/**
 * Evaluates all rules of all tenants at every minute since the last run, up to the one in which `at` (epoch
 * milliseconds) lies. Safe to repeat and to run twice at once: every alert remembers its tick. @throws if a table fails
 */
export async function evaluate(at: number, deps: EvaluateDeps): Promise<EvaluateOutcome> {
  const { ticks, outage } = missedTicks(await deps.cursor(), minuteStart(at), deps);
  const first = ticks[0];
  if (first === undefined) return { kind: 'up-to-date' };
  const outcome = { alertsChanged: await retireRules(first, deps), rulesFailed: 0, alertsFiring: 0, seriesCut: 0 };
  for (const tick of ticks) {
    const { changed, failed, firing, cut } = await evaluateTick(tick, outage, deps);
    outcome.alertsChanged += changed;
    outcome.rulesFailed += failed;
    outcome.alertsFiring = firing;
    outcome.seriesCut = cut;
    await deps.moveCursor(tick);
  }
  deps.metric(metricNames.ticksEvaluated, ticks.length);
  deps.metric(metricNames.rulesFailed, outcome.rulesFailed);
  deps.metric(metricNames.alertsFiring, outcome.alertsFiring);
  deps.log.info('evaluated', { ticks: ticks.length, ...outcome });
  return { kind: 'evaluated', ticks: ticks.length, ...outcome };
}

type Missed = { ticks: number[]; outage: Outage | undefined };

/** An outage that is too long to be caught up with is jumped over, and alerts that were pending are told so. */
function missedTicks(cursor: number | undefined, tick: number, { evaluation, log }: EvaluateDeps): Missed {
  const downAt = cursor ?? tick - minute;
  if (tick - downAt - minute <= evaluation.catchUp) {
    return { ticks: minutesBetween(downAt + minute, tick + minute), outage: undefined };
  }
  log.warn('too many missed ticks to catch up', { missed: (tick - downAt) / minute - 1 });
  return { ticks: [tick], outage: { downAt, tick } };
}
