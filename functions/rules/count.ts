import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
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
    kind: z.literal('count'),
    of: countName,
    /** How far back what is counted may have started. */
    window: wholeMinutes.default(15 * minute),
    when: levels(thresholdLevel(z.number().nonnegative(), 40)),
  })
  .refine(isOrdered, orderIssue)
  .refine(leavesNoGap, gapIssue);
type CountRule = z.output<typeof settings>;

/** How many there are in a window. `{ above: 0 }`: one is enough. */
export const count = {
  settings,
  judge(rule: CountRule, look: Look): Promise<Judgement> {
    return judgeAmounts(rule, look);
  },
  words(rule: CountRule, severity: Severity, evidence: Evidence): RuleWords {
    return amountWords(rule, severity, evidence, { unit: 'count', said: countedText(rule.of, evidence.sample) });
  },
} satisfies RuleKind<typeof settings>;
