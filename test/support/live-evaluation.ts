import type { Config } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { minutesComplete } from '../../functions/core/retention.ts';
import { second } from '../../functions/core/time.ts';
import { type CoveredDeps, dispatchCovered } from '../../functions/dispatch/dispatch-covered.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import type { JudgedRules } from '../../functions/evaluate/retire-rules.ts';
import { type AlertTransition, transitionOf } from '../../functions/evaluate/simulate.ts';
import { simulatedChannels } from '../../functions/evaluate/simulated-channels.ts';
import type { History } from '../../functions/query/history.ts';
import { silentLog } from './fakes.ts';
import { emptySources } from './readings.ts';

/** What a channel would have got. */
export type Told = { at: number; rule: string; channel: string; reason: string };

/** Evaluation as it is deployed, with its tables in memory and channels that take everything at once. */
export function liveEvaluation(config: Config, history: History) {
  const alerts = new Map<string, Map<string, Alert>>();
  const byId = new Map<string, Alert>();
  const channels = simulatedChannels(byId, config.rules);
  const transitions: AlertTransition[] = [];
  const told: Told[] = [];
  const state: { cursor?: number; dispatched?: number; judged: JudgedRules } = { judged: { rules: [], retired: {} } };

  const sources = emptySources(history);
  const deps: EvaluateDeps = {
    stage: 'test',
    tenants: config.tenants,
    rulesOf: async () => config.rules,
    evaluation: config.evaluation,
    owns: () => true,
    readings: (tenant, zone, tick) =>
      createReadings({ tenant, zone, tick, minutesComplete: minutesComplete(config.retention) }, sources),
    alertsOfRule: async (_, rule) => [...(alerts.get(rule)?.values() ?? [])],
    saveAlert: async (alert) => {
      const ofRule = alerts.get(alert.rule) ?? new Map<string, Alert>();
      alerts.set(alert.rule, ofRule);
      const before = ofRule.get(alert.id);
      if ((before?.rev ?? 0) !== alert.rev - 1) return false;
      ofRule.set(alert.id, structuredClone(alert));
      byId.set(alert.id, alert);
      transitions.push(...transitionOf(before, alert));
      return true;
    },
    cursor: async () => state.cursor,
    moveCursor: async (tick) => {
      state.cursor = tick;
      return true;
    },
    judgedRules: async () => state.judged,
    saveJudgedRules: async (rules) => {
      state.judged = rules;
    },
    countLag: async () => 0,
    dispatch: async () => {
      await dispatchCovered(dispatchDeps);
      for (const { at, rules, channel, reason } of channels.taken())
        told.push({ at, rule: rules.join(), channel, reason });
    },
    metric: () => undefined,
    log: { ...silentLog, error: (message, fields) => failures.push(`${message} ${JSON.stringify(fields)}`) },
  };
  const dispatchDeps: CoveredDeps = {
    ...channels.deps,
    config,
    alertsOfRule: deps.alertsOfRule,
    covered: deps.cursor,
    dispatched: async () => state.dispatched,
    moveDispatched: async (_, tick) => {
      state.dispatched = tick;
      return true;
    },
    catchUp: config.evaluation.catchUp,
    metric: deps.metric,
    log: deps.log,
  };
  const failures: string[] = [];
  /** The run of a minute begins a few seconds after it. */
  const run = (tick: number) => evaluate(tick + 3 * second, deps);
  return { run, transitions, told, failures };
}
