import type * as z from 'zod';
import type { evaluationSettings } from '../../functions/config/evaluation-settings.ts';
import { tenantRules } from '../../functions/config/tenant-rules.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { Measures } from '../../functions/core/counter.ts';
import type { Group, GroupLog } from '../../functions/core/group.ts';
import type { Handling } from '../../functions/core/handling.ts';
import type { Override } from '../../functions/core/override.ts';
import { completeUntil, coveredUntil, ownsAlert, type ShardCursor } from '../../functions/core/shard.ts';
import { minute } from '../../functions/core/time.ts';
import { type CoveredDeps, dispatchCovered } from '../../functions/dispatch/dispatch-covered.ts';
import type { EvaluateDeps } from '../../functions/evaluate/evaluate.ts';
import type { JudgedRules } from '../../functions/evaluate/retire-rules.ts';
import { logAfter, logWithdrawn } from '../../functions/notify/group-log.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { metricSums, rememberingLog } from './fakes.ts';
import { configWithGaps, minutelyRule } from './minutely-rule.ts';
import { emptyReadings } from './readings.ts';

/** Minute 0 of every story. */
export const dawn = Date.UTC(2025, 5, 2, 14, 0);

/** `!` a minute in which nothing arrives, `.` one in which all does, `?` one without messages, `x` unreadable. */
export type Timeline = string;

export type Setting = {
  /** By provider. */
  traffic: Record<string, Timeline>;
  rule?: Partial<RatioRule>;
  /** Several rules, each a minutely one but for this; instead of `rule`. */
  rules?: Partial<RatioRule>[];
  /** The rules on evaluation itself, too. */
  onEvaluation?: boolean;
  evaluation?: z.input<typeof evaluationSettings>;
  /** Minutes in which a channel refuses. */
  down?: Record<string, readonly number[]>;
  lag?: (tick: number) => number;
};

type RatioRule = Extract<RuleInput, { kind: 'ratio' }>;

/** The tables of the alert side in memory, and channels that answer at once and note what arrives. */
export function createEvaluation({
  traffic,
  rule = {},
  rules = [rule],
  onEvaluation,
  evaluation = {},
  ...setting
}: Setting) {
  const { down = {}, lag = () => 0 } = setting;
  const config = configWithGaps({
    rules: rules.map((one) => ({ ...minutelyRule, ...one })),
    evaluation,
    // Each alert by itself and at once: what is grouped is another matter.
    routes: [
      {
        groupBy: ['rule', 'provider'],
        wait: '0s',
        interval: '1m',
        routes: [{ match: { severity: 'critical' }, to: ['pagerduty', 'slack'] }, { to: ['slack'] }],
      },
    ],
    channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' } },
  });
  const alerts = new Map<string, Alert>();
  const groups = new Map<string, Group>();
  const logs = new Map<string, GroupLog>();
  const handlings = new Map<string, Handling>();
  const history: string[] = [];
  const arrived: string[] = [];
  /** What arrived, alert by alert. */
  const lines: { channel: string; alert: string; kind: 'firing' | 'resolved' }[] = [];
  const metrics = metricSums();
  const log = rememberingLog();
  const cursors: ShardCursor[] = [];
  let judged: JudgedRules = { rules: [], retired: {} };
  let dispatched: number | undefined;

  const send = (group: Group) => {
    const entry = group.outbox;
    const before = logs.get(group.id);
    if (entry === undefined || (before !== undefined && before.seq >= entry.seq)) return;
    const at = (entry.at - dawn) / minute;
    if (entry.kind === 'withdraw') {
      logs.set(group.id, logWithdrawn(group.id, group.channel, entry.seq, before, entry.at));
      return;
    }
    const fails = down[group.channel]?.includes(at);
    const delivery = fails ? { kind: 'refused' as const, why: 'down' } : { kind: 'sent' as const };
    const attempt = { channel: group.channel, entry, attempts: 1, before, delivery, now: entry.at };
    logs.set(group.id, logAfter(group.id, attempt, config.rules));
    if (fails) return;
    for (const [alert, { kind }] of Object.entries(entry.members)) lines.push({ channel: group.channel, alert, kind });
    const names = Object.keys(entry.members).map((id) => nameOf(alerts.get(id)));
    arrived.push(`${group.channel} ${entry.kind === 'firing' ? 'F' : 'R'}${at} ${names.join(' ')}`);
  };

  const overrides: Override[] = [];
  const rulesOf = tenantRules({ config, overrides: async () => overrides, log });
  const judgedRules = onEvaluation ? allRules(config.rules) : config.rules;
  const shared: Omit<EvaluateDeps, 'owns' | 'cursor' | 'moveCursor'> = {
    stage: 'test',
    tenants: config.tenants,
    rulesOf: async (...asked) => (await rulesOf(...asked)).filter(({ id }) => judgedRules.some((one) => one.id === id)),
    evaluation: config.evaluation,
    readings: () =>
      emptyReadings({
        sums: async (_, { from, to }) => {
          return to - from === minute ? measuresOf(traffic, (from - dawn) / minute) : everyone(traffic);
        },
      }),
    alertsOfRule: async (tenant, id) =>
      [...alerts.values()].filter((alert) => alert.tenant === tenant && alert.rule === id),
    saveAlert: async (alert) => {
      const before = alerts.get(alert.id);
      if ((before?.rev ?? 0) !== alert.rev - 1) return false;
      alerts.set(alert.id, structuredClone(alert));
      if (before?.state !== alert.state) {
        history.push(`${(alert.tick - dawn) / minute} ${nameOf(alert)} ${alert.state}`);
      }
      return true;
    },
    judgedRules: async () => judged,
    saveJudgedRules: async (rules) => {
      judged = rules;
    },
    countLag: async () => lag((coveredUntil(0, 1, cursors) ?? dawn - minute) + minute),
    dispatch: () => dispatchCovered(dispatchDeps),
    metric: metrics.metric,
    log,
  };
  const dispatchDeps: CoveredDeps = {
    config,
    alertsOfRule: shared.alertsOfRule,
    groups: async () => [...groups.values()],
    saveGroup: async (group) => {
      if ((groups.get(group.id)?.rev ?? 0) !== group.rev - 1) return false;
      groups.set(group.id, structuredClone(group));
      send(group);
      return true;
    },
    said: async () => ({ silences: [], overrides, handlings: [...handlings.values()], logs: [...logs.values()] }),
    saveHandling: async (handling) => {
      handlings.set(handling.alert, handling);
      return true;
    },
    covered: async () => completeUntil(cursors),
    dispatched: async () => dispatched,
    moveDispatched: async (_, tick) => {
      if (dispatched !== undefined && dispatched >= tick) return false;
      dispatched = tick;
      return true;
    },
    catchUp: config.evaluation.catchUp,
    metric: () => undefined,
    log,
  };
  /** One of several evaluators on the same tables. */
  const shard = (index: number, of: number): EvaluateDeps => ({
    ...shared,
    owns: ownsAlert(index, of),
    cursor: async () => coveredUntil(index, of, cursors),
    moveCursor: async (at) => {
      const own = cursors.find((one) => one.shard === index && one.of === of);
      if (own !== undefined && own.at >= at) return false;
      if (own) own.at = at;
      else cursors.push({ shard: index, of, at });
      return true;
    },
  });
  const cursor = () => coveredUntil(0, 1, cursors);
  return {
    config,
    rules: judgedRules,
    overrides,
    telling: dispatchDeps,
    deps: shard(0, 1),
    shard,
    alerts,
    logs,
    history,
    arrived,
    lines,
    log,
    metrics: metrics.sums,
    cursor,
  };
}

function nameOf(alert: Alert | undefined): string {
  return alert?.labels.provider ?? alert?.labels.rule ?? alert?.rule ?? 'gone';
}

/** Whatever a provider sent once, as a long span shows it. */
function everyone(traffic: Record<string, Timeline>): Map<string, Measures> {
  return new Map(Object.keys(traffic).map((provider) => [provider, { 'o.started': 1 }]));
}

/** The minute before a tick is what the tick judges: tick n sees the timeline's place n. */
function measuresOf(traffic: Record<string, Timeline>, from: number): Map<string, Measures> {
  const values = new Map<string, Measures>();
  for (const [provider, timeline] of Object.entries(traffic)) {
    const seen = timeline[from + 1] ?? '?';
    if (seen === 'x') throw new Error('cannot be read');
    if (seen === '!') values.set(provider, { 'o.started': 50, 'o.undelivered': 50 });
    if (seen === '.') values.set(provider, { 'o.started': 50, 'o.delivered': 50 });
  }
  return values;
}

export const at = (minutes: number): number => dawn + minutes * minute;
