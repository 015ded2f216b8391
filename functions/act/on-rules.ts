import * as z from 'zod';
import { isStanding, type RuleOverride, type RuleOverrides, ruleOverridesSchema } from '../config/rule-overrides.ts';
import { cutText } from '../core/cut-text.ts';
import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import type { OverrideAction } from './act-request.ts';
import { untilText } from './handling-text.ts';
import { overrideChange } from './override-change.ts';
import { saveOverride } from './save-override.ts';

type OverrideRule = Extract<OverrideAction, { do: 'override-rule' }>;

/** Settings in the audit are no longer than this. */
const mostCharacters = 1000;

/** Replaces settings of one rule: whatever was replaced of it before is as deployed again, and other rules keep theirs. */
export async function overrideRule(
  ground: Ground,
  { rule, settings, for: lasts }: OverrideRule,
): Promise<ActOutcome | undefined> {
  if (Object.keys(settings).length === 0) {
    return { kind: 'refused', why: 'say which settings are replaced, such as { "enabled": false }' };
  }
  const at = ground.deps.now();
  const standing = await ground.deps.overrides(ground.tenant);
  const entry = { ...settings, ...(lasts !== undefined && { until: new Date(at + lasts).toISOString() }) };
  const before = standingRules(standing, at);
  return saved(ground, { rule, standing, before, after: { ...before, [rule]: entry } });
}

/** A rule is as it is deployed again. */
export async function restoreRule(ground: Ground, rule: string): Promise<ActOutcome | undefined> {
  const standing = await ground.deps.overrides(ground.tenant);
  const before = standingRules(standing, ground.deps.now());
  if (!Object.hasOwn(before, rule)) return { kind: 'unchanged', why: 'it is as deployed' };
  const { [rule]: _, ...after } = before;
  return saved(ground, { rule, standing, before, after });
}

/** What is replaced of each rule now, by itself: the end of the section is theirs. */
export function standingRules(standing: readonly Override[], now: number): RuleOverrides {
  const section = standing.find((one) => one.section === 'rules' && (one.until === undefined || now < one.until));
  const parsed = ruleOverridesSchema.safeParse(section?.value ?? {});
  const all = Object.entries(parsed.data ?? {}).filter(([, one]) => isStanding(one, now));
  return Object.fromEntries(all.map(([rule, one]) => [rule, endingWith(one, section?.until)]));
}

function endingWith(one: RuleOverride, end: number | undefined): RuleOverride {
  const own = endOf(one);
  return end === undefined || own <= end ? one : { ...one, until: new Date(end).toISOString() };
}

function endOf({ until }: RuleOverride): number {
  return until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
}

type RuleChange = { rule: string; standing: readonly Override[]; before: RuleOverrides; after: RuleOverrides };

async function saved(ground: Ground, { rule, standing, before, after }: RuleChange): Promise<ActOutcome | undefined> {
  const written = await write(ground, { rule, standing, after });
  if (written?.kind !== 'done') return written;
  return { ...written, changes: [{ what: `rule ${rule}`, before: textOf(before[rule]), after: textOf(after[rule]) }] };
}

async function write(
  ground: Ground,
  { rule, standing, after }: Omit<RuleChange, 'before'>,
): Promise<ActOutcome | undefined> {
  const { tenant, by, deps } = ground;
  const at = deps.now();
  const section = standing.find((one) => one.section === 'rules');
  if (section !== undefined && Object.keys(after).length === 0) {
    if (!(await deps.removeOverride(tenant, section))) return undefined;
    const left = standing.filter((one) => one !== section);
    return overrideChange(ground, 'rules', standing, left);
  }
  const until = Math.max(...Object.values(after).map(endOf));
  const value = z.json().parse(after);
  const override: Override = { section: 'rules', value, by, at, ...(Number.isFinite(until) && { until }) };
  return saveOverride(ground, override, standing, rule);
}

/** `enabled false until 2026-11-21T20:00Z` */
function textOf(override: RuleOverride | undefined): string {
  if (override === undefined) return 'as deployed';
  const { until, ...settings } = override;
  const said = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const end = until === undefined ? '' : ` ${untilText(Date.parse(until))}`;
  return `${cutText(said.join(', '), mostCharacters)}${end}`;
}
