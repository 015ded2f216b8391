import type { RuleSettings } from '../config/schema.ts';
import { inParallel } from '../core/in-parallel.ts';
import { once } from '../core/once.ts';
import { minute } from '../core/time.ts';
import { isOfAllTenants, judge, readsCounters } from '../rules/index.ts';
import type { Judgement, Look, RuleHealth } from '../rules/rule-kind.ts';
import { evaluateRule, type RuleResult, type RuleRun } from './evaluate-rule.ts';
import type { TickDeps } from './tick-deps.ts';

/** So many rules are in hand at once: each holds its label sets in memory. */
export const rulesAtOnce = 16;

export type TickResult = { changed: number; firing: number; failed: number; cut: number };

/**
 * Evaluates all rules of all tenants that are due at a tick, or were since the one before it.
 * @param lag by how many milliseconds the counters are behind the tick
 */
export async function evaluateTick(
  tick: number,
  lag: number,
  deps: TickDeps,
  before = tick - minute,
): Promise<TickResult> {
  const results = await Promise.all(
    Object.entries(deps.tenants).map(([tenant, { timeZone }], index) =>
      evaluateTenant({ tenant, isFirst: index === 0, zone: timeZone, tick, before, lag }, deps),
    ),
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

type TenantTick = { tenant: string; isFirst: boolean; zone: string; tick: number; before: number; lag: number };

/** The rules on evaluation itself come last: they judge how the others went. */
async function evaluateTenant(at: TenantTick, deps: TickDeps): Promise<(RuleResult | undefined)[]> {
  const rules = await deps.rulesOf(at.tenant, at.tick);
  const enabled = rules.filter((rule) => rule.enabled);
  const health = new Map(enabled.map(({ id }): [string, RuleHealth] => [id, 'not-judged']));
  const { look, judged } = judgements({ ...at, rules, health }, deps);
  const run = async (rule: RuleSettings) => {
    const lagging = at.lag > toleratedLag(rule);
    const isElsewhere = isOfAllTenants(rule) && !at.isFirst;
    const judge = async () => (isElsewhere ? { series: [] } : judged(rule));
    const result = await guarded({ tenant: at.tenant, rule, look, judge, lagging }, deps);
    if (result === undefined) health.set(rule.id, { failing: true, cut: 0 });
    else if (!lagging) health.set(rule.id, { failing: false, cut: result.cut });
    return result;
  };
  const due = enabled.filter(({ every }) => Math.floor(at.tick / every) > Math.floor(at.before / every));
  const { last = [], others = [] } = Object.groupBy(due, ({ kind }) => (kind === 'evaluation' ? 'last' : 'others'));
  return [...(await inParallel(others, rulesAtOnce, run)), ...(await inParallel(last, 1, run))];
}

type Judging = Pick<TenantTick, 'tenant' | 'zone' | 'tick' | 'lag'> & {
  /** Those that are off included: others may ask what they find. */
  rules: readonly RuleSettings[];
  health: ReadonlyMap<string, RuleHealth>;
};

/** Every rule is judged once, however many others ask what it finds. */
export function judgements(
  { tenant, zone, tick, lag, rules, health }: Judging,
  deps: Pick<TickDeps, 'stage' | 'readings'>,
) {
  const judgedOnce = once<Judgement>();
  const judged = (rule: RuleSettings) => judgedOnce(rule.id, () => judge(rule, look));
  const read: Look['read'] = {
    ...deps.readings(tenant, zone, tick),
    health: () => health,
    async series(id) {
      const rule = rules.find((one) => one.id === id);
      if (rule === undefined) throw new Error(`there is no rule ${id}`);
      if (lag > toleratedLag(rule)) return [];
      const { series, healthy = [] } = await judged(rule);
      return [...series, ...healthy];
    },
  };
  const look: Look = { tick, zone, stage: deps.stage, read };
  return { look, judged };
}

/** Counting is never at the very second of the journal: less than a minute is no lag, however early a rule looks. */
function toleratedLag(rule: RuleSettings): number {
  return readsCounters(rule) ? Math.max(rule.settle, minute) : Number.POSITIVE_INFINITY;
}

/** A rule that fails freezes, alone: its alerts stay as they are until it can be evaluated again. */
async function guarded(run: RuleRun, deps: TickDeps): Promise<RuleResult | undefined> {
  const { tenant, rule, look } = run;
  try {
    const result = await evaluateRule(run, deps);
    if (result.cut > 0) deps.log.warn('rule cut', { tenant, rule: rule.id, cut: result.cut });
    return result;
  } catch (error) {
    deps.log.error('rule not evaluated', { tenant, rule: rule.id, tick: look.tick, error: String(error) });
    return undefined;
  }
}
