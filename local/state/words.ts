import { alertWords } from '../../functions/api/alerts/alert-words.ts';
import type { Config } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { AlertText } from '../../functions/core/alert-text.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';

/** An alert in words, by the rules as they are deployed. */
export function wordsOf(config: Config, alert: Alert, now: number): AlertText {
  const rules = new Map(allRules(config.rules).map((rule) => [rule.id, rule]));
  return alertWords(alert, { rules, timeZone: config.tenants[alert.tenant]?.timeZone ?? 'UTC', now });
}
