import { withOverrides } from '../config/overrides.ts';
import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import { overrideChange } from './override-change.ts';
import { unstorable } from './unstorable.ts';

/**
 * Nothing is stored that would not apply. @param standing what it was made of: nobody has written since
 * @param rule of the section `rules`, the one that is written; others may have ceased to apply
 */
export async function saveOverride(
  ground: Ground,
  { at, ...rest }: Override,
  standing: readonly Override[],
  rule?: string,
): Promise<ActOutcome | undefined> {
  const { tenant, deps } = ground;
  const why = unstorable(rest.value);
  if (why !== undefined) return { kind: 'refused', why };
  const others = standing.filter(({ section }) => section !== rest.section);
  const before = standing.find(({ section }) => section === rest.section);
  // What stands there is known by its time.
  const override = { ...rest, at: Math.max(at, (before?.at ?? 0) + 1) };
  const next = [...others, override];
  const { refused } = withOverrides(deps.config, next, deps.now());
  const mistake = refused.find((one) => one.section === rest.section && (rule === undefined || one.rule === rule));
  if (mistake) return { kind: 'refused', why: mistake.why };
  if (!(await deps.saveOverride(tenant, override, before))) return undefined;
  return overrideChange(ground, rest.section, standing, next);
}
