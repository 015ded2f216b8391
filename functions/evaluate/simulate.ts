import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert, ChannelLog, NoticeKind, NoticeReason, OutboxEntry } from '../core/alert.ts';
import type { Log } from '../core/log.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { evaluateTick } from './evaluate-tick.ts';
import type { TickReadings } from './readings.ts';
import type { TickDeps } from './tick-deps.ts';

/** What a simulated evaluation judges: one tenant's rules, over what was or would have been counted. */
export type SimulationInput = {
  tenant: string;
  zone: string;
  stage: string;
  rules: readonly RuleSettings[];
  routes: Config['routes'];
  evaluation: Config['evaluation'];
  readings(tick: number): TickReadings;
  /** Ticks from the one up to and with the other; epoch milliseconds, whole minutes. */
  from: number;
  to: number;
  log: Log;
};

/** A change of an alert's state or severity. */
export type AlertTransition = {
  at: number;
  rule: string;
  labels: Record<string, string>;
  state: Alert['state'];
  severity?: Severity;
  value?: number;
  /** Why it ended. */
  because?: Alert['resolvedBecause'];
};

/** A notice that a channel would have been sent. */
export type SimulatedNotice = {
  at: number;
  rule: string;
  labels: Record<string, string>;
  channel: string;
  kind: NoticeKind;
  reason: NoticeReason;
  severity: Severity;
};

export type SimulatedTick = {
  tick: number;
  transitions: AlertTransition[];
  notices: SimulatedNotice[];
  /** Rules that could not be judged. */
  failed: number;
  /** Every alert there is, by id, as it stands; the same map at every tick. */
  alerts: ReadonlyMap<string, Alert>;
};

/**
 * Runs the very evaluation that is deployed over a range of time, minute by minute, with alerts in memory and channels
 * that take every notice at once.
 */
export async function* simulate(input: SimulationInput): AsyncGenerator<SimulatedTick> {
  const alerts = new Map<string, Alert>();
  const logs = new Map<string, ReadonlyMap<string, ChannelLog>>();
  let now: SimulatedTick = { tick: input.from, transitions: [], notices: [], failed: 0, alerts };
  const deps: TickDeps = {
    ...input,
    tenants: { [input.tenant]: { timeZone: input.zone } },
    owns: () => true,
    readings: (_tenant, _zone, tick) => input.readings(tick),
    alertsOfRule: async (_, rule) => [...alerts.values()].filter((alert) => alert.rule === rule),
    saveAlert: async (alert) => {
      const before = alerts.get(alert.id);
      alerts.set(alert.id, alert);
      now.transitions.push(...transitionOf(before, alert));
      now.notices.push(...take(alert, logs));
      return true;
    },
    channelLogs: async (_, id) => [...(logs.get(id)?.values() ?? [])],
  };
  for (let tick = input.from; tick <= input.to; tick += minute) {
    now = { tick, transitions: [], notices: [], failed: 0, alerts };
    now.failed = (await evaluateTick(tick, 0, deps)).failed;
    yield now;
  }
}

/** The change of state or severity that a write makes; none if it makes none. */
export function transitionOf(before: Alert | undefined, after: Alert): AlertTransition[] {
  const same = (before?.state ?? 'inactive') === after.state && before?.severity === after.severity;
  if (same) return [];
  const { tick: at, rule, labels, state, severity, evidence, resolvedAt, resolvedBecause } = after;
  const because = state === 'inactive' && resolvedAt === at ? resolvedBecause : undefined;
  return [
    {
      at,
      rule,
      labels,
      state,
      ...(severity && { severity }),
      ...(evidence.value !== undefined && { value: evidence.value }),
      ...(because && { because }),
    },
  ];
}

/** Channels that take everything. */
function take(alert: Alert, logs: Map<string, ReadonlyMap<string, ChannelLog>>): SimulatedNotice[] {
  const known = new Map(logs.get(alert.id));
  const notices: SimulatedNotice[] = [];
  for (const [channel, entry] of Object.entries(alert.outbox)) {
    const before = known.get(channel);
    if (before !== undefined && before.seq >= entry.seq) continue;
    const { kind, reason, severity, at } = entry;
    notices.push({ at, rule: alert.rule, labels: alert.labels, channel, kind, reason, severity });
    known.set(channel, taken(before, channel, entry));
  }
  logs.set(alert.id, known);
  return notices;
}

function taken(before: ChannelLog | undefined, channel: string, { seq, kind, reason, severity, at }: OutboxEntry) {
  const log: ChannelLog = { ...before, channel, seq, outcome: 'sent', attempts: 1, triedAt: at };
  if (kind === 'withdraw') return { ...log, outcome: 'withdrawn' as const };
  if (kind === 'firing') log.lastFiringSentAt = at;
  if (reason === 'flapping') log.flappingSentAt = at;
  return { ...log, sent: { kind, severity, at } };
}
