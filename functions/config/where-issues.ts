import { labelsOfRule } from '../rules/index.ts';
import type { Issue } from './readable-issues.ts';
import type { RuleSettings } from './schema.ts';

/** Rules that are limited to values of a label by which they do not judge apart: they would judge all values, or none. */
export function whereIssues(rules: readonly RuleSettings[]): Issue[] {
  return rules.flatMap((rule, index) => {
    const labels = labelsOfRule(rule);
    const strange = Object.keys(rule.where).filter((label) => !labels.includes(label));
    return strange.map((label) => ({
      path: `rules[${index}].where.${label}`,
      message: `"${label}" is none of the labels that this rule judges by (${labels.join(', ') || 'none'}): add it to by`,
    }));
  });
}
