import { channelsFor } from '../config/routes.ts';
import type { RuleSettings } from '../config/schema.ts';
import type { Alert } from '../core/alert.ts';
import { alertId } from '../core/alert-id.ts';
import type { Severity } from '../core/severity.ts';
import { type Observation, step } from '../core/step.ts';
import { day, hour } from '../core/time.ts';
import { judge } from '../rules/index.ts';
import type { Readings, Series } from '../rules/rule-kind.ts';
import { mapLevels } from '../rules/rule-settings.ts';
import { decideNotices, mayBeDue } from './decide-notices.ts';
import type { EvaluateDeps } from './evaluate.ts';

/** What a rule is evaluated on. `lagging`: the counters are not complete; alerts freeze, for the silence is our own. */
export type Look = { tenant: string; rule: RuleSettings; tick: number; read: Readings; lagging: boolean };

/** Steps every alert of a rule by one tick. @returns how many alerts were written, and how many fire now */
export async function evaluateRule(look: Look, deps: EvaluateDeps): Promise<{ changed: number; firing: number }> {
  const { tenant, rule, tick, read, lagging } = look;
  const [series, stored] = await Promise.all([
    lagging ? [] : judge(rule, tick, read),
    deps.alertsOfRule(tenant, rule.id),
  ]);
  const before = new Map(stored.map((alert) => [alert.id, alert]));
  const seen = observations(look, series, stored);
  const after = await Promise.all(seen.map((one) => advanceAlert(before.get(one.id), one, look, deps)));
  return {
    changed: after.filter(({ saved }) => saved).length,
    firing: after.filter(({ alert }) => alert?.state === 'firing').length,
  };
}

/** Every label set that was measured or has an alert; what has an alert and was not measured is unknown. */
function observations({ tenant, rule }: Look, series: Series[], stored: Alert[]): Observation[] {
  const measured = series.map((one) => ({ tenant, rule: rule.id, id: alertId(tenant, rule.id, one.labels), ...one }));
  const ids = new Set(measured.map(({ id }) => id));
  if (ids.size < measured.length) throw new Error(`rule ${rule.id} judged the same labels twice`);
  const silent = stored.filter(({ id }) => !ids.has(id));
  return [...measured, ...silent.map(({ id, labels }) => ({ tenant, rule: rule.id, id, labels, verdicts: {} }))];
}

/** `saved` is false also if another run was faster: it has evaluated the same tick, or a later one. */
async function advanceAlert(
  before: Alert | undefined,
  seen: Observation,
  { rule, tick, lagging }: Look,
  deps: EvaluateDeps,
): Promise<{ alert: Alert | undefined; saved: boolean }> {
  if (before !== undefined && before.tick >= tick) return { alert: before, saved: false };
  const alert = lagging ? before : step(before, seen, timingOf(rule), tick).alert;
  if (alert === undefined) return { alert, saved: false };
  const next = await withNotices(alert, rule, tick, deps);
  if (next === before) return { alert: next, saved: false };
  const saved = await deps.saveAlert({ ...next, tick, rev: next.rev + 1 }, keepUntil(next, rule, tick));
  return { alert: next, saved };
}

function timingOf(rule: RuleSettings) {
  const levels: Partial<Record<Severity, { for: number }>> = rule.when;
  return { holds: mapLevels(levels, (level) => level.for), keepFiring: rule.keepFiring, staleAfter: rule.staleAfter };
}

async function withNotices(alert: Alert, rule: RuleSettings, tick: number, deps: EvaluateDeps): Promise<Alert> {
  if (!mayBeDue(alert, tick)) return alert;
  const { tenant, severity } = alert;
  const logs = await deps.channelLogs(tenant, alert.id);
  const routed = severity ? channelsFor(deps.routes, { tenant, rule: rule.id, severity }) : [];
  return decideNotices(alert, logs, routed, rule, tick);
}

/** Inactive alerts stay for a while: a late run must not revive them, and the cooldown outlives a resolve. */
function keepUntil(alert: Alert, rule: RuleSettings, tick: number): number | undefined {
  if (alert.state !== 'inactive') return undefined;
  return Math.max(tick + hour, (alert.resolvedAt ?? 0) + rule.cooldown + day);
}
