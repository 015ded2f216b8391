import type { RuleSettings } from '../config/schema.ts';
import type { Evidence } from '../core/alert.ts';
import type { DescribedRule } from '../core/describe.ts';
import type { Severity } from '../core/severity.ts';
import { wordsOf } from '../rules/index.ts';

/** A rule in the words of its kind. A rule that is gone from the configuration is told by its id. */
export function ruleWords(
  rule: RuleSettings | undefined,
  id: string,
  severity: Severity,
  evidence: Evidence,
): DescribedRule {
  if (rule === undefined) return { summary: id };
  const { summary, impact, runbook } = rule;
  return { summary, impact, runbook, ...wordsOf(rule, severity, evidence) };
}
