import type { RuleSettings } from '../config/schema.ts';
import { inParallel } from '../core/in-parallel.ts';
import type { Outage } from '../core/restore.ts';
import { minute } from '../core/time.ts';
import { judge } from '../rules/index.ts';
import type { Judgement, Look, RuleHealth } from '../rules/rule-kind.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { evaluateRule, type RuleResult } from './evaluate-rule.ts';

/** So many rules are in hand at once: each holds its label sets in memory. */
const rulesAtOnce = 16;

export type TickResult = { changed: number; firing: number; failed: number; cut: number };

/** Evaluates all rules that are due at a tick, of all tenants. */
export async function evaluateTick(tick: number, outage: Outage | undefined, deps: EvaluateDeps): Promise<TickResult> {
  const lag = await deps.countLag();
  const results = await Promise.all(
    Object.entries(deps.tenants).map(([tenant, { timeZone }]) => {
      return evaluateTenant({ tenant, zone: timeZone, tick, lag, outage }, deps);
    }),
  );
  const total: TickResult = { changed: 0, firing: 0, failed: 0, cut: 0 };
  for (const result of results.flat()) {
    total.changed += result?.changed ?? 0;
    total.firing += result?.firing ?? 0;
    total.cut += result?.cut ?? 0;
    if (result === undefined) total.failed += 1;
  }
  return total;
}

type TenantTick = { tenant: string; zone: string; tick: number; lag: number; outage: Outage | undefined };

/** The rules on evaluation itself come last: they judge how the others went. */
async function evaluateTenant(at: TenantTick, deps: EvaluateDeps): Promise<(RuleResult | undefined)[]> {
  const { tenant, zone, tick, lag, outage } = at;
  const health = new Map<string, RuleHealth>();
  const look: Look = { tick, zone, stage: deps.stage, read: withRules(at, health, deps) };
  const run = async (rule: RuleSettings) => {
    const lagging = lag > toleratedLag(rule);
    const judged = () => judge(rule, look);
    const result = await guarded({ tenant, rule, look, judge: judged, lagging, outage }, deps);
    health.set(rule.id, { failing: result === undefined, cut: result?.cut ?? 0 });
    return result;
  };
  const due = deps.rules.filter(({ enabled, every }) => enabled && (tick / minute) % (every / minute) === 0);
  const others = await inParallel(
    due.filter(({ kind }) => kind !== 'own'),
    rulesAtOnce,
    run,
  );
  return [
    ...others,
    ...(await inParallel(
      due.filter(({ kind }) => kind === 'own'),
      1,
      run,
    )),
  ];
}

/** What rules read of each other: judged once, and only if somebody asks. */
function withRules(
  { tenant, zone, tick, lag }: TenantTick,
  health: Map<string, RuleHealth>,
  deps: EvaluateDeps,
): Look['read'] {
  const asked = new Map<string, Promise<Judgement>>();
  const read: Look['read'] = {
    ...deps.readings(tenant, zone, tick),
    health: () => new Map(health),
    async series(id) {
      const rule = deps.rules.find((one) => one.id === id);
      if (rule === undefined) throw new Error(`there is no rule ${id}`);
      if (lag > toleratedLag(rule)) return [];
      const found = asked.get(id) ?? judge(rule, { tick, zone, stage: deps.stage, read });
      asked.set(id, found);
      return (await found).series;
    },
  };
  return read;
}

/** Counting is never at the very second of the journal: less than a minute is no lag, however early a rule looks. */
function toleratedLag(rule: RuleSettings): number {
  return Math.max(rule.settle, minute);
}

/** A rule that fails freezes, alone: its alerts stay as they are until it can be evaluated again. */
async function guarded(run: Parameters<typeof evaluateRule>[0], deps: EvaluateDeps) {
  try {
    const result = await evaluateRule(run, deps);
    if (result.cut > 0) deps.log.warn('rule cut', { tenant: run.tenant, rule: run.rule.id, cut: result.cut });
    return result;
  } catch (error) {
    const { tenant, rule, look } = run;
    deps.log.error('rule not evaluated', { tenant, rule: rule.id, tick: look.tick, error: String(error) });
    return undefined;
  }
}
