import { channelsFor } from '../config/routes.ts';
import type { RuleSettings } from '../config/schema.ts';
import { type Alert, isOpen } from '../core/alert.ts';
import { withFlapping } from '../core/flapping.ts';
import type { Reminders } from '../core/notify-reason.ts';
import { type Outage, restoreLevel } from '../core/restore.ts';
import { type Severity, severities } from '../core/severity.ts';
import { close, type Observation, step } from '../core/step.ts';
import { day, hour } from '../core/time.ts';
import type { Judgement, Look } from '../rules/rule-kind.ts';
import { mapLevels } from '../rules/rule-settings.ts';
import { decideNotices, mayBeDue } from './decide-notices.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { observe } from './observations.ts';

/** What a rule is evaluated on. */
export type RuleRun = {
  tenant: string;
  rule: RuleSettings;
  look: Look;
  judge(): Promise<Judgement>;
  /** The counters are not complete: alerts freeze, for the silence is our own. */
  lagging: boolean;
  /** Ticks before this one were left out. */
  outage: Outage | undefined;
};

export type RuleResult = { changed: number; firing: number; cut: number };

/** Steps every alert of a rule by one tick. @returns how many alerts were written and fire now, and how many label sets were over the limit */
export async function evaluateRule(run: RuleRun, deps: EvaluateDeps): Promise<RuleResult> {
  const { tenant, rule, look, lagging } = run;
  const [judgement, stored] = await Promise.all([
    lagging ? { series: [] } : run.judge(),
    deps.alertsOfRule(tenant, rule.id),
  ]);
  if (lagging) {
    const frozen = stored.filter(({ id }) => deps.owns(id));
    return summary(await Promise.all(frozen.map((alert) => advanceAlert(alert, undefined, run, deps))), 0);
  }
  const { mostSeries } = deps.evaluation;
  const { seen, outdated, cut } = await observe({ tenant, rule, look, judgement, stored, mostSeries, owns: deps.owns });
  const before = new Map(stored.map((alert) => [alert.id, alert]));
  const after = await Promise.all([
    ...seen.map((one) => advanceAlert(before.get(one.id), one, run, deps)),
    ...outdated.filter(isOpen).map((alert) => closeAlert(alert, 'rule-changed', look.tick, deps)),
  ]);
  return summary(after, cut);
}

type Advanced = { alert: Alert | undefined; saved: boolean };

function summary(after: readonly Advanced[], cut: number): RuleResult {
  return {
    changed: after.filter(({ saved }) => saved).length,
    firing: after.filter(({ alert }) => alert?.state === 'firing').length,
    cut,
  };
}

/** `saved` is false also if another run was faster: it has evaluated the same tick, or a later one. */
async function advanceAlert(
  stored: Alert | undefined,
  seen: Observation | undefined,
  { rule, look: { tick }, outage }: RuleRun,
  deps: EvaluateDeps,
): Promise<Advanced> {
  if (stored !== undefined && stored.tick >= tick) return { alert: stored, saved: false };
  const before = stored && outage ? restored(stored, rule, outage, deps) : stored;
  const stepped = seen === undefined ? before : step(before, seen, timingOf(rule), tick).alert;
  if (stepped === undefined) return { alert: undefined, saved: false };
  const alert = withFlapping(stored, stepped, { ...rule.flapping, every: rule.every }, tick);
  return saveChanged(stored, await withNotices(alert, rule, tick, deps), rule, tick, deps);
}

/** Ends an alert that no rule speaks of any more; who has heard of it hears that. */
export async function closeAlert(
  stored: Alert,
  because: 'rule-removed' | 'rule-changed',
  tick: number,
  deps: EvaluateDeps,
): Promise<Advanced> {
  if (stored.tick >= tick) return { alert: stored, saved: false };
  const { flappingSince: _, changes: __, ...alert } = close(stored, tick, because);
  const next = mayBeDue(alert, tick) ? await decided(alert, [], { cooldown: 0 }, tick, deps) : alert;
  return saveChanged(stored, next, { cooldown: 0 }, tick, deps);
}

async function saveChanged(
  stored: Alert | undefined,
  next: Alert,
  rule: Reminders,
  tick: number,
  deps: EvaluateDeps,
): Promise<Advanced> {
  if (next === stored) return { alert: next, saved: false };
  const saved = await deps.saveAlert({ ...next, tick, rev: next.rev + 1 }, keepUntil(next, rule, tick));
  return { alert: next, saved };
}

function holdsOf(rule: RuleSettings): Partial<Record<Severity, number>> {
  const levels: Partial<Record<Severity, { for: number }>> = rule.when;
  return mapLevels(levels, (level) => level.for);
}

function timingOf(rule: RuleSettings) {
  return { holds: holdsOf(rule), keepFiring: rule.keepFiring, staleAfter: rule.staleAfter };
}

/** A pending alert after an outage that is not caught up with. */
function restored(alert: Alert, rule: RuleSettings, outage: Outage, deps: EvaluateDeps): Alert {
  if (alert.state === 'inactive') return alert;
  const holds = holdsOf(rule);
  const levels: Alert['levels'] = {};
  for (const severity of severities) {
    const level = alert.levels[severity];
    const kept = level && restoreLevel(level, holds[severity] ?? 0, outage, deps.evaluation);
    if (kept) levels[severity] = kept;
  }
  if (Object.keys(levels).length > 0) return { ...alert, levels };
  const { severity: _, ...rest } = alert;
  return { ...rest, state: 'inactive', levels };
}

async function withNotices(alert: Alert, rule: RuleSettings, tick: number, deps: EvaluateDeps): Promise<Alert> {
  if (!mayBeDue(alert, tick)) return alert;
  const { tenant, severity } = alert;
  const wanted = rule.notify && severity !== undefined;
  const routed = wanted ? channelsFor(deps.routes, { tenant, rule: rule.id, severity }) : [];
  return decided(alert, routed, rule, tick, deps);
}

async function decided(alert: Alert, routed: string[], rule: Reminders, tick: number, deps: EvaluateDeps) {
  return decideNotices(alert, await deps.channelLogs(alert.tenant, alert.id), routed, rule, tick);
}

/** Inactive alerts stay for a while: a late run must not revive them, and the cooldown outlives a resolve. */
function keepUntil(alert: Alert, rule: Reminders, tick: number): number | undefined {
  if (alert.state !== 'inactive') return undefined;
  return Math.max(tick + hour, (alert.resolvedAt ?? 0) + rule.cooldown + day);
}
