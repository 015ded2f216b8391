import type { RuleSettings } from '../config/schema.ts';
import { type Alert, type Ending, isOpen } from '../core/alert.ts';
import { longestDigest } from '../core/digest.ts';
import { withFlapping } from '../core/flapping.ts';
import { inParallel } from '../core/in-parallel.ts';
import type { Severity } from '../core/severity.ts';
import { close, type Observation, step } from '../core/step.ts';
import { hour } from '../core/time.ts';
import type { Judgement, Look } from '../rules/rule-kind.ts';
import { mapLevels } from '../rules/rule-settings.ts';
import { observe } from './observations.ts';
import type { TickDeps } from './tick-deps.ts';

/** What a rule is evaluated on. */
export type RuleRun = {
  tenant: string;
  rule: RuleSettings;
  look: Look;
  judge(): Promise<Judgement>;
  /** The counters are not complete: alerts freeze, for the silence is our own. They do as well if `judge` fails. */
  lagging: boolean;
};

export type RuleResult = { changed: number; firing: number; cut: number };

/** So many alerts of a rule are written at once. */
export const writesAtOnce = 50;

/**
 * Steps every alert of a rule by one tick. An alert that cannot be written keeps no other from its tick.
 * @returns how many alerts were written and fire now, and how many label sets were over the limit. @throws as what failed
 */
export async function evaluateRule(run: RuleRun, deps: TickDeps): Promise<RuleResult> {
  const { tenant, rule, look, lagging } = run;
  const [judging, reading] = await Promise.allSettled([
    lagging ? undefined : run.judge(),
    deps.alertsOfRule(tenant, rule.id),
  ]);
  if (reading.status === 'rejected') throw reading.reason;
  const stored = reading.value;
  const before = new Map(stored.filter(({ id }) => deps.owns(id)).map((alert) => [alert.id, alert]));
  const judgement = judging.status === 'fulfilled' ? judging.value : undefined;
  if (judgement === undefined) {
    const frozen = await written([...before.values()], (alert) => advanceAlert(alert, undefined, run, deps));
    if (judging.status === 'rejected') throw judging.reason;
    return summary(frozen, 0);
  }
  const { mostSeries } = deps.evaluation;
  const { seen, outdated, cut } = await observe({ tenant, rule, look, judgement, stored, mostSeries, owns: deps.owns });
  const stepped = await written(seen, (one) => advanceAlert(before.get(one.id), one, run, deps));
  const closed = await written(outdated, (alert) => closeAlert(alert, 'rule-changed', look.tick, deps));
  return summary([...stepped, ...closed], cut);
}

/** @throws as the first that fails, when all are done */
async function written<One>(all: readonly One[], write: (one: One) => Promise<Advanced>): Promise<Advanced[]> {
  const failed: unknown[] = [];
  const done = await inParallel(all, writesAtOnce, (one) => write(one).catch((error: unknown) => failed.push(error)));
  if (failed.length > 0) throw failed[0];
  return done.filter((one) => typeof one === 'object');
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
  { rule, look: { tick } }: RuleRun,
  deps: TickDeps,
): Promise<Advanced> {
  if (stored !== undefined && stored.tick >= tick) return { alert: stored, saved: false };
  const alert = seen === undefined ? stored && frozen(stored, rule, tick) : stepped(stored, seen, rule, tick);
  if (alert === undefined) return { alert: undefined, saved: false };
  return saveChanged(stored, alert, keptFor(rule), tick, deps);
}

function stepped(stored: Alert | undefined, seen: Observation, rule: RuleSettings, tick: number): Alert | undefined {
  const { keepFiring, flapping, every } = rule;
  // One look that finds nothing does not end an alert, however long it is to the next.
  const staleAfter = Math.max(rule.staleAfter, 2 * every);
  const { alert } = step(stored, seen, { holds: holdsOf(rule), keepFiring, staleAfter }, tick);
  return alert && withFlapping(stored, alert, { ...flapping, every }, tick);
}

/** Nobody looked, which is no want of traffic: `staleAfter` stands still. */
function frozen(stored: Alert, { every }: RuleSettings, tick: number): Alert {
  if (stored.state === 'inactive') return stored;
  return { ...stored, knownAt: Math.min(tick, stored.knownAt + every) };
}

/** Ends an alert that no rule speaks of any more. */
export async function closeAlert(
  stored: Alert,
  because: 'rule-removed' | 'rule-changed',
  tick: number,
  deps: TickDeps,
): Promise<Advanced> {
  if (stored.tick >= tick) return { alert: stored, saved: false };
  const alert = isOpen(stored) ? ended(stored, because, tick) : stored;
  return saveChanged(stored, alert, 0, tick, deps);
}

function ended(alert: Alert, because: Ending, tick: number): Alert {
  const { flappingSince: _, changes: __, ...closed } = close(alert, tick, because);
  return closed;
}

async function saveChanged(
  stored: Alert | undefined,
  next: Alert,
  keepFor: number,
  tick: number,
  deps: TickDeps,
): Promise<Advanced> {
  if (next === stored) return { alert: next, saved: false };
  const saved = await deps.saveAlert({ ...next, tick, rev: next.rev + 1 }, keepUntil(next, keepFor, tick));
  return { alert: next, saved };
}

/** How long each severity must be bad before it fires, in milliseconds. */
export function holdsOf(rule: RuleSettings): Partial<Record<Severity, number>> {
  const levels: Partial<Record<Severity, { for: number }>> = rule.when;
  return mapLevels(levels, (level) => level.for);
}

/** The cooldown outlives a resolve, and an alert that flaps has to come to rest. */
function keptFor({ cooldown, flapping, every }: RuleSettings): number {
  return cooldown + flapping.evaluations * every;
}

/** Inactive alerts stay for a while: a late run must not revive them. */
function keepUntil(alert: Alert, keepFor: number, tick: number): number | undefined {
  if (alert.state !== 'inactive') return undefined;
  return Math.max(tick + hour, (alert.resolvedAt ?? 0) + keepFor + longestDigest);
}
