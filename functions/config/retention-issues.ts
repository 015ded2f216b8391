import { durationText } from '../core/number-text.ts';
import { day } from '../core/time.ts';
import type { Issue } from './readable-issues.ts';
import { rulesInUse } from './rules-in-use.ts';
import type { Config, RuleSettings } from './schema.ts';

/** Rules that look further back than hours are kept: they would never know what is usual. */
export function retentionIssues({ rules, retention }: Pick<Config, 'rules' | 'retention'>): Issue[] {
  return rulesInUse(rules).flatMap(({ rule, index }) => {
    const { field, back } = lookBack(rule);
    if (back <= retention.hour) return [];
    const kept = `hours are kept for ${durationText(retention.hour)}`;
    return {
      path: `rules[${index}].${field}`,
      message: `it looks ${durationText(back)} back and ${kept}: look less far back, or raise retention.hour`,
    };
  });
}

/** A day more than what it compares with: the day before tells whether anything was counted at all. */
function lookBack(rule: RuleSettings): { field: string; back: number } {
  if (rule.kind === 'baseline' || (rule.kind === 'absence' && rule.within === undefined)) {
    return { field: 'weeks', back: rule.weeks * 7 * day + day };
  }
  if (rule.kind !== 'change' || rule.against === 'rest') return { field: 'window', back: 0 };
  return { field: 'against', back: (rule.against === 'yesterday' ? 1 : 7) * day + Math.max(day, rule.window) };
}
