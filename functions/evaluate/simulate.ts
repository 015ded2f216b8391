import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert } from '../core/alert.ts';
import type { Log } from '../core/log.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { dispatchTenant } from '../dispatch/dispatch.ts';
import type { DispatchDeps } from '../dispatch/dispatch-deps.ts';
import { evaluateTick } from './evaluate-tick.ts';
import type { TickReadings } from './readings.ts';
import { type SimulatedNotice, simulatedChannels } from './simulated-channels.ts';
import type { TickDeps } from './tick-deps.ts';

/** What a simulated evaluation judges: one tenant's rules, over what was or would have been counted. */
export type SimulationInput = {
  tenant: string;
  zone: string;
  stage: string;
  rules: readonly RuleSettings[];
  /** Its own rules are not looked at. */
  config: Config;
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

export type { SimulatedNotice } from './simulated-channels.ts';

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
  const { tenant, zone, rules, config, log } = input;
  const alerts = new Map<string, Alert>();
  const channels = simulatedChannels(alerts, rules);
  let now: SimulatedTick = { tick: input.from, transitions: [], notices: [], failed: 0, alerts };
  const alertsOfRule = async (_: string, rule: string) => [...alerts.values()].filter((alert) => alert.rule === rule);
  const deps: TickDeps = {
    stage: input.stage,
    rulesOf: async () => rules,
    evaluation: config.evaluation,
    log,
    tenants: { [tenant]: { timeZone: zone } },
    owns: () => true,
    readings: (_tenant, _zone, tick) => input.readings(tick),
    alertsOfRule,
    saveAlert: async (alert) => {
      now.transitions.push(...transitionOf(alerts.get(alert.id), alert));
      alerts.set(alert.id, alert);
      return true;
    },
  };
  const telling: DispatchDeps = {
    ...channels.deps,
    config: { ...config, rules: [...rules] },
    alertsOfRule,
    metric: () => {},
    log,
  };
  for (let tick = input.from; tick <= input.to; tick += minute) {
    now = { tick, transitions: [], notices: [], failed: 0, alerts };
    now.failed = (await evaluateTick(tick, 0, deps)).failed;
    await dispatchTenant({ tenant, zone, tick, before: tick - minute }, telling);
    now.notices.push(...channels.taken());
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
