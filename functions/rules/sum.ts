import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { dollarText } from '../core/money.ts';
import { durationText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { judgeAmounts } from './amount-rule.ts';
import { spentOn } from './amount-words.ts';
import { moneyName } from './amounts.ts';
import type { Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import {
  boundOf,
  commonSettings,
  isOrdered,
  levels,
  orderIssue,
  reminderIssue,
  remindersFit,
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
  .refine(remindersFit, reminderIssue)
  .refine(isOrdered, orderIssue);
type SumRule = z.output<typeof settings>;

/** How much money a window cost, in micro-dollars. */
export const sum = {
  settings,
  judge(rule: SumRule, look: Look): Promise<Judgement> {
    return judgeAmounts(rule, look, (amount) => amount);
  },
  words(rule: SumRule, severity: Severity, { value, window }: Evidence): RuleWords {
    const level = rule.when[severity];
    return {
      unit: 'micros',
      threshold: level && `threshold ${valueText(boundOf(level), 'micros')}`,
      facts:
        value === undefined
          ? []
          : [`${dollarText(value)} for ${spentOn(rule.of)} in ${durationText(window.to - window.from)}`],
    };
  },
} satisfies RuleKind<typeof settings>;
