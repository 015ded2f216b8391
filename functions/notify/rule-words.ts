import type { RuleSettings } from '../config/schema.ts';
import type { DescribedRule } from '../core/describe.ts';
import { percentText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';

/** A rule in the words of its kind. A rule that is gone from the configuration is told by its id. */
export function ruleWords(rule: RuleSettings | undefined, id: string, severity: Severity): DescribedRule {
  if (rule === undefined) return { summary: id, failures: 'counted as failures' };
  const { summary, impact, runbook } = rule;
  return { summary, impact, runbook, threshold: thresholdOf(rule, severity), failures: failuresOf(rule) };
}

function thresholdOf(rule: RuleSettings, severity: Severity): string | undefined {
  const level = rule.when[severity];
  if (level === undefined) return undefined;
  if ('below' in level) return `threshold ${percentText(level.below)}`;
  if ('above' in level) return `threshold ${percentText(level.above)}`;
  return `threshold ${percentText(level.rise).replace(' %', '')} points above usual`;
}

function failuresOf(rule: RuleSettings): string {
  if (rule.kind === 'overdue') return 'without a receipt';
  if (rule.of === 'delivered' && rule.over === 'settled') return 'failed';
  return Object.values(rule.when).some((level) => 'below' in level) ? `not ${rule.of}` : rule.of;
}
