import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { dollarText } from '../core/money.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { amountWords, judgeAmounts } from './amount-rule.ts';
import { spentOn } from './amount-words.ts';
import { moneyName } from './amounts.ts';
import type { Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import {
  commonSettings,
  gapIssue,
  isOrdered,
  leavesNoGap,
  levels,
  orderIssue,
  thresholdLevel,
} from './rule-settings.ts';
import { dollars, wholeMinutes } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('sum'),
    of: moneyName,
    /** How far back what is paid for may have started. */
    window: wholeMinutes.default(15 * minute),
    when: levels(thresholdLevel(dollars, '$100')),
  })
  .refine(isOrdered, orderIssue)
  .refine(leavesNoGap, gapIssue);
type SumRule = z.output<typeof settings>;

/** How much money a window cost, in micro-dollars. */
export const sum = {
  settings,
  judge(rule: SumRule, look: Look): Promise<Judgement> {
    return judgeAmounts(rule, look);
  },
  words(rule: SumRule, severity: Severity, evidence: Evidence): RuleWords {
    return amountWords(rule, severity, evidence, {
      unit: 'micros',
      said: `${dollarText(evidence.value ?? 0)} for ${spentOn(rule.of)}`,
    });
  },
} satisfies RuleKind<typeof settings>;
