import type { Config } from '../../functions/config/schema.ts';
import type { Alert, ChannelLog } from '../../functions/core/alert.ts';
import { minutesComplete } from '../../functions/core/retention.ts';
import { second } from '../../functions/core/time.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import type { JudgedRules } from '../../functions/evaluate/retire-rules.ts';
import { type AlertTransition, transitionOf } from '../../functions/evaluate/simulate.ts';
import type { History } from '../../functions/query/history.ts';
import { silentLog } from './fakes.ts';
import { emptySources } from './readings.ts';

/** What a channel would have got. */
export type Told = { at: number; rule: string; channel: string; reason: string };

/** Evaluation as it is deployed, with its tables in memory and channels that take everything at once. */
export function liveEvaluation(config: Config, history: History) {
  const alerts = new Map<string, Map<string, Alert>>();
  const logs = new Map<string, Map<string, ChannelLog>>();
  const transitions: AlertTransition[] = [];
  const told: Told[] = [];
  const state: { cursor?: number; judged: JudgedRules } = { judged: { rules: [], retired: {} } };

  function send({ id, rule, outbox }: Alert): void {
    const known = logs.get(id) ?? new Map<string, ChannelLog>();
    logs.set(id, known);
    for (const [channel, { seq, kind, reason, severity, at }] of Object.entries(outbox)) {
      const before = known.get(channel);
      if ((before?.seq ?? 0) >= seq) continue;
      told.push({ at, rule, channel, reason });
      const log: ChannelLog = { ...before, channel, seq, attempts: 1, triedAt: at, outcome: 'sent' };
      if (kind === 'withdraw') log.outcome = 'withdrawn';
      else log.sent = { kind, severity, at };
      if (kind === 'firing') log.lastFiringSentAt = at;
      if (reason === 'flapping') log.flappingSentAt = at;
      known.set(channel, log);
    }
  }

  const sources = emptySources(history);
  const deps: EvaluateDeps = {
    stage: 'test',
    tenants: config.tenants,
    rules: config.rules,
    routes: config.routes,
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
      transitions.push(...transitionOf(before, alert));
      send(alert);
      return true;
    },
    channelLogs: async (_, id) => [...(logs.get(id)?.values() ?? [])],
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
    metric: () => undefined,
    log: { ...silentLog, error: (message, fields) => failures.push(`${message} ${JSON.stringify(fields)}`) },
  };
  const failures: string[] = [];
  /** The run of a minute begins a few seconds after it. */
  const run = (tick: number) => evaluate(tick + 3 * second, deps);
  return { run, transitions, told, failures };
}
