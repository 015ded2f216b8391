import type { Overridden } from '../config/overrides.ts';
import type { Config, RuleSettings } from '../config/schema.ts';
import { acknowledgement } from '../core/acknowledgement.ts';
import type { Alert } from '../core/alert.ts';
import type { DigestSettings } from '../core/digest.ts';
import { type Handling, presentHandling } from '../core/handling.ts';
import type { Intervals } from '../core/maintenance.ts';
import type { Labels } from '../core/matcher.ts';
import { type Mute, mutesOf, type Quiet } from '../core/muting.ts';
import { type Route, type Routed, routesFor } from '../core/routing.ts';
import { isWithin } from '../core/time-interval.ts';

/** What decides where alerts go at a tick. */
export type TickContext = {
  tenant: string;
  tick: number;
  zone: string;
  /** With the overrides that apply. */
  config: Config;
  /** Those that do not. */
  refused: Overridden['refused'];
  rules: ReadonlyMap<string, RuleSettings>;
  routes: readonly Route[];
  intervals: Intervals;
  quiet: Quiet;
  handlings: ReadonlyMap<string, Handling>;
  /** Whether a channel is to hear that somebody has taken an alert on. */
  hearsAcknowledgements(channel: string): boolean;
  /** Whether a channel keeps open what it is told until it hears of its end. */
  keepsIncidents(channel: string): boolean;
};

/** The way by which an alert gets to a channel. `active`: the route is within its hours. */
export type Way = Pick<Routed, 'path' | 'groupBy' | 'wait' | 'interval'> & {
  active: boolean;
  /** No route leads there, but a step has called it. */
  called?: true;
};

/** An alert with all that decides who hears of it. */
export type Subject = {
  alert: Alert;
  labels: Labels;
  mutes: readonly Mute[];
  /** By channel: those of today's routes, and those that the escalation has called. */
  ways: ReadonlyMap<string, Way>;
  digests: readonly { path: string; channel: string; settings: DigestSettings }[];
  /** The name of the policy by which it escalates. */
  policy: string | undefined;
  /** The route that names it is outside its hours: nobody is called. */
  rests: boolean;
  handling: Handling | undefined;
  acknowledged: { by: string; at: number } | undefined;
  /** Since when the acknowledgement asks to be confirmed. */
  confirmSince: number | undefined;
};

export function labelsOf({ tenant, rule, labels, peak, severity }: Alert, settings: RuleSettings | undefined): Labels {
  return { ...settings?.tags, ...labels, tenant, rule, severity: peak ?? severity ?? '' };
}

/** What inhibits others does so as bad as it is now, not as it has been. */
export function sourceLabels(alert: Alert, settings: RuleSettings | undefined): Labels {
  return { ...labelsOf(alert, settings), severity: alert.severity ?? '' };
}

export function subjectOf(alert: Alert, context: TickContext): Subject {
  const rule = context.rules.get(alert.rule);
  const labels = labelsOf(alert, rule);
  const stored = context.handlings.get(alert.id);
  const handling = presentHandling(stored, alert);
  const routed = rule?.notify ? routesFor(context.routes, labels) : [];
  const ways = waysOf(routed, context);
  const escalating = routed.find(({ escalate }) => escalate !== undefined);
  return {
    alert,
    labels,
    mutes: mutesOf({ labels, snoozed: stored?.snoozed }, context.quiet),
    ways,
    digests: routed.flatMap(({ path, to, digest }) =>
      digest === undefined ? [] : to.map((channel) => ({ path, channel, settings: digest })),
    ),
    policy: escalating?.escalate,
    rests: escalating !== undefined && !isActive(escalating, context),
    handling,
    ...acknowledged(handling, alert, context),
  };
}

/** A channel that two routes name is told by the first of them that is within its hours. */
function waysOf(routed: readonly Routed[], context: TickContext): Map<string, Way> {
  const ways = new Map<string, Way>();
  for (const { digest, to, path, groupBy, wait, interval, ...hours } of routed) {
    if (digest !== undefined) continue;
    const active = isActive(hours, context);
    for (const channel of to) {
      if (!ways.get(channel)?.active) ways.set(channel, { path, groupBy, wait, interval, active });
    }
  }
  return ways;
}

function isActive(
  { during, except }: Pick<Routed, 'during' | 'except'>,
  { intervals, tick, zone }: TickContext,
): boolean {
  const within = (name: string) => intervals[name] !== undefined && isWithin(intervals[name], tick, zone);
  return (during.length === 0 || during.some(within)) && !except.some(within);
}

function acknowledged(handling: Handling | undefined, alert: Alert, { config, tick }: TickContext) {
  const state = acknowledgement(handling, alert, config.acknowledge, tick);
  if (state.kind === 'none') return { acknowledged: undefined, confirmSince: undefined };
  const acknowledged = { by: state.by.name, at: state.at };
  return { acknowledged, confirmSince: state.kind === 'ending' ? state.since : undefined };
}
