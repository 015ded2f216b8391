import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { durationText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { hour, minute, second } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { judgeAmounts } from './amount-rule.ts';
import { countedText } from './amount-words.ts';
import { countName } from './amounts.ts';
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
  .refine(remindersFit, reminderIssue)
  .refine(isOrdered, orderIssue);
type RateRule = z.output<typeof settings>;

const spans = { second, minute, hour } as const;

/** How many there are by time, in the mean of a window: more than 0.1 a second is more than 30 in five minutes. */
export const rate = {
  settings,
  judge(rule: RateRule, look: Look): Promise<Judgement> {
    return judgeAmounts(rule, look, (amount) => amount / (rule.window / spans[rule.per]));
  },
  words(rule: RateRule, severity: Severity, { sample, window }: Evidence): RuleWords {
    const level = rule.when[severity];
    const unit = `per-${rule.per}` as const;
    return {
      unit,
      threshold: level && `threshold ${valueText(boundOf(level), unit)}`,
      facts: [`${countedText(rule.of, sample)} in ${durationText(window.to - window.from)}`],
    };
  },
} satisfies RuleKind<typeof settings>;
