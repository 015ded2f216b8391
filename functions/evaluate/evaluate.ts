import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert, ChannelLog } from '../core/alert.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { minute, minuteStart, minutesBetween } from '../core/time.ts';
import type { Readings } from '../rules/rule-kind.ts';
import { evaluateRule, type Look } from './evaluate-rule.ts';

/** More missed ticks than this are not caught up. */
export const mostTicks = 120;

export type EvaluateDeps = {
  tenants: readonly string[];
  rules: readonly RuleSettings[];
  routes: Config['routes'];
  /** A tenant's counters; asked for anew at every tick. */
  readings(tenant: string): Readings;
  alertsOfRule(tenant: string, rule: string): Promise<Alert[]>;
  /** False if the alert was written by somebody else since it was read. `keepUntil`: epoch milliseconds. */
  saveAlert(alert: Alert, keepUntil?: number): Promise<boolean>;
  channelLogs(tenant: string, alertId: string): Promise<ChannelLog[]>;
  /** The last tick that was evaluated completely. */
  cursor(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  moveCursor(tick: number): Promise<boolean>;
  /** How far the counters are behind, in milliseconds. */
  countLag(): Promise<number>;
  metric: EmitMetric;
  log: Log;
};

export type EvaluateOutcome =
  | { kind: 'up-to-date' }
  | { kind: 'evaluated'; ticks: number; alertsChanged: number; rulesFailed: number; alertsFiring: number };

/**
 * Evaluates all rules of all tenants at every minute since the last run, up to the one in which `at` (epoch
 * milliseconds) lies. Safe to repeat and to run twice at once: every alert remembers its tick. @throws if a table fails
 */
export async function evaluate(at: number, deps: EvaluateDeps): Promise<EvaluateOutcome> {
  const ticks = missedTicks(await deps.cursor(), minuteStart(at), deps.log);
  if (ticks.length === 0) return { kind: 'up-to-date' };
  const outcome = { alertsChanged: 0, rulesFailed: 0, alertsFiring: 0 };
  for (const tick of ticks) {
    const { changed, failed, firing } = await evaluateTick(tick, deps);
    outcome.alertsChanged += changed;
    outcome.rulesFailed += failed;
    outcome.alertsFiring = firing;
    await deps.moveCursor(tick);
  }
  deps.metric(metricNames.ticksEvaluated, ticks.length);
  deps.metric(metricNames.rulesFailed, outcome.rulesFailed);
  deps.metric(metricNames.alertsFiring, outcome.alertsFiring);
  return { kind: 'evaluated', ticks: ticks.length, ...outcome };
}

function missedTicks(cursor: number | undefined, tick: number, log: Log): number[] {
  const missed = minutesBetween((cursor ?? tick - minute) + minute, tick + minute);
  if (missed.length <= mostTicks) return missed;
  log.warn('too many missed ticks to catch up', { missed: missed.length - 1 });
  return [tick];
}

async function evaluateTick(tick: number, deps: EvaluateDeps) {
  const lag = await deps.countLag();
  const looks = deps.tenants.flatMap((tenant) => {
    const read = deps.readings(tenant);
    return deps.rules
      .filter((rule) => rule.enabled)
      .map((rule): Look => ({ tenant, rule, tick, read, lagging: lag > toleratedLag(rule) }));
  });
  const results = await Promise.all(looks.map((look) => guarded(look, deps)));
  return {
    changed: results.reduce((sum, result) => sum + (result?.changed ?? 0), 0),
    firing: results.reduce((sum, result) => sum + (result?.firing ?? 0), 0),
    failed: results.filter((result) => result === undefined).length,
  };
}

/** Counting is never at the very second of the journal: less than a minute is no lag, however early a rule looks. */
function toleratedLag(rule: RuleSettings): number {
  return Math.max(rule.settle, minute);
}

/** A rule that fails freezes, alone: its alerts stay as they are until it can be evaluated again. */
async function guarded(look: Look, deps: EvaluateDeps) {
  try {
    return await evaluateRule(look, deps);
  } catch (error) {
    const { tenant, rule, tick } = look;
    deps.log.error('rule not evaluated', { tenant, rule: rule.id, tick, error: String(error) });
    return undefined;
  }
}
