import { type Override, overridable } from '../core/override.ts';
import { crossCheck } from './define-config.ts';
import { type Issue, readableIssues } from './readable-issues.ts';
import {
  isStanding,
  namedByRule,
  type RuleOverride,
  ruleOverrideIssues,
  ruleOverridesSchema,
  withRuleSettings,
} from './rule-overrides.ts';
import { type Config, configSchema } from './schema.ts';

/** Why something is not heeded; of `rules`, `rule` names the one that it is about. */
export type RefusedOverride = { section: Override['section']; rule?: string; why: string };

export type Overridden = {
  config: Config;
  /** The overrides that are not heeded, because the configuration with them would not be valid. */
  refused: RefusedOverride[];
};

/** What stands or falls together: a section, or what is replaced of one rule. */
type Part = { section: Exclude<Override['section'], 'rules'>; value: unknown } | RulePart;
type RulePart = { section: 'rules'; rule: string; value: RuleOverride };

/** The configuration with what was set at run time in the place of what was deployed. @param now epoch milliseconds */
export function withOverrides(config: Config, overrides: readonly Override[], now: number): Overridden {
  const standing = overridable.flatMap((section) =>
    overrides.filter((one) => one.section === section && (one.until === undefined || now < one.until)),
  );
  const split = standing.map((one) => partsOf(one, now));
  const parts = split.flatMap((one) => ('refused' in one ? [] : one.parts));
  const unread = split.flatMap((one) => ('refused' in one ? one.refused : []));
  const together = tryOn(config, parts);
  if (together.issues.length === 0) return { config: together.config, refused: unread };
  const found: Overridden = { config, refused: unread };
  for (const part of parts) {
    const next = tryOn(found.config, [part]);
    if (next.issues.length === 0) found.config = next.config;
    else found.refused.push({ ...nameOf(part), why: next.issues.map(textOf).join('; ') });
  }
  return found;
}

function partsOf({ section, value }: Override, now: number): { parts: Part[] } | { refused: RefusedOverride } {
  if (section !== 'rules') return { parts: [{ section, value }] };
  const parsed = ruleOverridesSchema.safeParse(value);
  if (!parsed.success) {
    const issues = readableIssues(ruleOverridesSchema, parsed.error, value);
    const placed = (path: string) => `${section}${path === '' || path.startsWith('[') ? '' : '.'}${path}`;
    const why = issues.map(({ path, message }) => textOf({ path: placed(path), message }));
    return { refused: { section, why: why.join('; ') } };
  }
  const ofRules = Object.entries(parsed.data).filter(([, one]) => isStanding(one, now));
  return { parts: ofRules.map(([rule, one]) => ({ section, rule, value: one })) };
}

function nameOf(part: Part): Pick<RefusedOverride, 'section' | 'rule'> {
  return part.section === 'rules' ? { section: 'rules', rule: part.rule } : { section: part.section };
}

/** Several at once may be valid though one after the other is not: routes and the escalations that they name. */
function tryOn(config: Config, parts: readonly Part[]): { config: Config; issues: Issue[] } {
  if (parts.length === 0) return { config, issues: [] };
  const ofRules = parts.flatMap((part) => (part.section === 'rules' ? part : []));
  const misplaced = ofRules.flatMap(({ rule, value }) => ruleOverrideIssues(config, rule, value));
  if (misplaced.length > 0) return { config, issues: misplaced };
  const sections = parts.flatMap((part) => (part.section === 'rules' ? [] : [[part.section, part.value]]));
  const rules = withRuleSettings(config.rules, new Map(ofRules.map(({ rule, value }) => [rule, value])));
  const replaced = { ...config, rules, ...Object.fromEntries(sections) };
  const parsed = configSchema.safeParse(replaced);
  const found = parsed.success ? crossCheck(parsed.data) : readableIssues(configSchema, parsed.error, replaced);
  const issues = found.map((issue) => namedByRule(issue, rules));
  return { config: parsed.success ? parsed.data : config, issues };
}

function textOf({ path, message }: Issue): string {
  return `${message} (${path})`;
}
