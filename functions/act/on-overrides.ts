import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import type { OverrideAction } from './act-request.ts';
import { overrideRule, restoreRule } from './on-rules.ts';
import { overrideChange } from './override-change.ts';
import { contended, repeated } from './repeated.ts';
import { saveOverride } from './save-override.ts';
import { takeOver } from './take-over.ts';

type SetOverride = Extract<OverrideAction, { do: 'set-override' }>;

/** Replaces sections of the configuration until further notice, and gives them back. */
export async function actOnOverrides(ground: Ground, action: OverrideAction): Promise<ActOutcome> {
  return repeated<ActOutcome>(() => attempt(ground, action), contended);
}

function attempt(ground: Ground, action: OverrideAction): Promise<ActOutcome | undefined> {
  switch (action.do) {
    case 'set-override':
      return set(ground, action);
    case 'remove-override':
      return remove(ground, action.section);
    case 'override-rule':
      return overrideRule(ground, action);
    case 'restore-rule':
      return restoreRule(ground, action.rule);
    case 'take-over':
      return takeOver(ground, action);
  }
}

async function set(ground: Ground, { section, value, for: lasts }: SetOverride): Promise<ActOutcome | undefined> {
  const { tenant, by, deps } = ground;
  const at = deps.now();
  const override: Override = { section, value, by, at, ...(lasts !== undefined && { until: at + lasts }) };
  return saveOverride(ground, override, await deps.overrides(tenant));
}

async function remove(ground: Ground, section: Override['section']): Promise<ActOutcome | undefined> {
  const { tenant, deps } = ground;
  const standing = await deps.overrides(tenant);
  const before = standing.find((one) => one.section === section);
  const isOver = before?.until !== undefined && before.until <= deps.now();
  if (before === undefined || isOver) return { kind: 'unchanged', why: `${section} is as deployed` };
  if (!(await deps.removeOverride(tenant, before))) return undefined;
  const left = standing.filter((one) => one !== before);
  return overrideChange(ground, section, standing, left);
}
