import type { Config } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { AlertText } from '../../functions/core/alert-text.ts';
import { describe } from '../../functions/core/describe.ts';
import { ruleWords } from '../../functions/notify/rule-words.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';

/** An alert in the words in which its channels tell it, as it is now. */
export function wordsOf(config: Config, alert: Alert, now: number): AlertText {
  const rule = allRules(config.rules).find(({ id }) => id === alert.rule);
  const timeZone = config.tenants[alert.tenant]?.timeZone ?? 'UTC';
  const kind = alert.state === 'inactive' ? 'resolved' : 'firing';
  return describe(alert, ruleWords(rule, alert.rule, alert.severity ?? 'info', alert.evidence), {
    kind,
    timeZone,
    now,
  });
}
