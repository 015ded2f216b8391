import { withOverrides } from '../config/overrides.ts';
import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { Done } from './act-outcome.ts';
import { untilText } from './handling-text.ts';
import { idleOverrides } from './idle-overrides.ts';
import { sectionDifference, sectionHash } from './section-difference.ts';

/**
 * What became of a section, by names and hashes: the audit is kept for longer than people's numbers and addresses may be.
 * @param before the overrides of the tenant, as they were. @param after as they are
 */
export function overrideChange(
  { deps }: Ground,
  section: Override['section'],
  before: readonly Override[],
  after: readonly Override[],
): Done {
  const now = deps.now();
  const sideOf = (all: readonly Override[]) => ({
    config: withOverrides(deps.config, all, now).config,
    override: all.find((one) => one.section === section && (one.until === undefined || now < one.until)),
  });
  const [was, is] = [sideOf(before), sideOf(after)];
  const difference = sectionDifference(section, was.config, is.config);
  const change = {
    what: `override of ${section}`,
    before: `${was.override ? `set by ${was.override.by.name}` : 'as deployed'} (${sectionHash(section, was.config)})${endOf(was.override)}`,
    after: `${is.override ? '' : 'as deployed: '}${difference}${endOf(is.override)}`,
  };
  return { kind: 'done', changes: [change], unchanged: [], notes: idleOverrides(deps.config, after, now) };
}

function endOf(override: Override | undefined): string {
  return override?.until === undefined ? '' : ` ${untilText(override.until)}`;
}
