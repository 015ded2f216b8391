import { references } from '../rules/composite.ts';
import { labelsOfRule } from '../rules/index.ts';
import type { Issue } from './readable-issues.ts';
import type { RuleSettings } from './schema.ts';

type Reference = ReturnType<typeof referencesOf>[number];

/**
 * What is wrong with the rules that composite rules name.
 * @param unread the ids of rules that have mistakes of their own: only that they are there is known of them
 */
export function compositeIssues(rules: readonly RuleSettings[], unread: ReadonlySet<string>): Issue[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return rules.flatMap((rule, index) => {
    const named = referencesOf(rule, index);
    const issues = named.flatMap((reference) => issueOf(rule, reference, byId, unread) ?? []);
    return issues.length === 0 ? labelIssue(rule, index, named, byId, unread) : issues;
  });
}

function referencesOf(rule: RuleSettings, index: number) {
  if (rule.kind !== 'composite') return [];
  return Object.entries(rule.when).flatMap(([severity, level]) => [
    ...references(level, `rules[${index}].when.${severity}`),
  ]);
}

function issueOf(
  { id }: RuleSettings,
  { rule: named, severity, at }: Reference,
  byId: ReadonlyMap<string, RuleSettings>,
  unread: ReadonlySet<string>,
): Issue | undefined {
  const rule = byId.get(named);
  if (rule === undefined) return { path: at, message: `"${named}" is no rule` };
  if (unread.has(named)) return undefined;
  if (rule.kind === 'evaluation')
    return { path: at, message: `"${named}" is judged after all others: it is no part of a rule` };
  if (severity !== undefined && rule.when[severity] === undefined) {
    return { path: at, message: `"${named}" has no level ${severity}` };
  }
  const way = wayTo(id, named, byId, [id]);
  return way && { path: at, message: `a rule cannot be a part of itself: ${way.join(' → ')}` };
}

/** By which rules one leads to another. */
function wayTo(
  target: string,
  from: string,
  byId: ReadonlyMap<string, RuleSettings>,
  before: readonly string[],
): string[] | undefined {
  if (from === target) return [...before, from];
  const rule = byId.get(from);
  if (rule === undefined || before.includes(from)) return undefined;
  for (const next of referencesOf(rule, 0)) {
    const way = wayTo(target, next.rule, byId, [...before, from]);
    if (way !== undefined) return way;
  }
  return undefined;
}

/** Label sets are those of its parts: where no part has the labels, there would never be any. */
function labelIssue(
  rule: RuleSettings,
  index: number,
  named: readonly Reference[],
  byId: ReadonlyMap<string, RuleSettings>,
  unread: ReadonlySet<string>,
): Issue[] {
  if (named.length === 0 || rule.by.length === 0 || named.some((one) => unread.has(one.rule))) return [];
  const parts = named.flatMap((one) => byId.get(one.rule) ?? []);
  if (parts.some((part) => rule.by.every((label) => labelsOfRule(part).includes(label)))) return [];
  return [{ path: `rules[${index}].by`, message: `none of its rules is by ${rule.by.join(', ')}` }];
}
