import type { RuleSettings } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import type { AlertText } from '../../core/alert-text.ts';
import { type DescribeContext, type DescribedRule, describe } from '../../core/describe.ts';
import { ruleWords } from '../../notify/rule-words.ts';

type Ground = Omit<DescribeContext, 'kind'> & { rules: ReadonlyMap<string, RuleSettings> };

/** An alert's rule in the words of its kind; of one that is gone little can be said. */
export function ruleOf(alert: Alert, { rules }: Pick<Ground, 'rules'>): DescribedRule {
  return ruleWords(rules.get(alert.rule), alert.rule, alert.severity ?? alert.peak ?? 'info', alert.evidence);
}

/** An alert in the words in which its channels tell it, as it is now. */
export function alertWords(alert: Alert, ground: Ground): AlertText {
  const kind = alert.state === 'inactive' ? 'resolved' : 'firing';
  return describe(alert, ruleOf(alert, ground), { ...ground, kind });
}
