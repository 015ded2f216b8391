import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { hour, minute, second } from '../core/time.ts';
import { amountWords, judgeAmounts } from './amount-rule.ts';
import { countedText } from './amount-words.ts';
import { countName } from './amounts.ts';
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
import { wholeMinutes } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('rate'),
    of: countName,
    /** What the value and the thresholds are meant by. */
    per: z.enum(['second', 'minute', 'hour']),
    /** How far back what is counted may have started. */
    window: wholeMinutes.default(15 * minute),
    when: levels(thresholdLevel(z.number().nonnegative(), 0.1)),
  })
  .refine(isOrdered, orderIssue)
  .refine(leavesNoGap, gapIssue);
type RateRule = z.output<typeof settings>;

const spans = { second, minute, hour } as const;

/** How many there are by time, in the mean of a window: more than 0.1 a second is more than 30 in five minutes. */
export const rate = {
  settings,
  judge(rule: RateRule, look: Look): Promise<Judgement> {
    return judgeAmounts(rule, look, spans[rule.per]);
  },
  words(rule: RateRule, severity: Severity, evidence: Evidence): RuleWords {
    return amountWords(rule, severity, evidence, {
      unit: `per-${rule.per}`,
      said: countedText(rule.of, evidence.sample),
    });
  },
} satisfies RuleKind<typeof settings>;
