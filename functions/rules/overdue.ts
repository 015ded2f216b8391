import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { finished, type Measures, measure } from '../core/counter.ts';
import { percentText } from '../core/number-text.ts';
import { type Severity, severities } from '../core/severity.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { verdict } from '../core/verdict.ts';
import { known } from './evidence.ts';
import type { Readings, RuleKind, RuleWords, Series } from './rule-kind.ts';
import { commonSettings, duration, mapLevels, remindersFit, share, wholeMinutes } from './rule-settings.ts';
import { dimensionOf, isNamed, labelsOf } from './scope.ts';

const level = z.strictObject({
  /** Bad when the share of overdue messages is higher than usual by more than this. */
  rise: share,
  /** How long it must be bad before the alert fires. */
  for: duration.default(0),
});

const settings = commonSettings
  .extend({
    kind: z.literal('overdue'),
    /** The age of the messages that are judged: old enough to have a receipt, young enough to matter. */
    from: wholeMinutes.default(10 * minute),
    to: wholeMinutes.default(30 * minute),
    /** What is bad, by severity. */
    when: z.partialRecord(z.enum(severities), level),
  })
  .refine(remindersFit, { path: ['repeatInterval'], message: 'must not be shorter than cooldown' })
  .refine((rule) => rule.from < rule.to, { path: ['to'], message: 'must be longer than from' });
type OverdueRule = z.output<typeof settings>;

/**
 * Receipts that stop, the commonest outage: messages without an ending though they are old enough to have one, against
 * the same share of the last 24 hours. `from` takes the place of the settle lag.
 */
export const overdue = {
  settings,
  async judge(rule: OverdueRule, tick: number, read: Readings): Promise<Series[]> {
    const window = { from: minuteStart(tick - rule.to), to: minuteStart(tick - rule.from) };
    const dimension = dimensionOf(rule.by);
    const values = await read.minutes(dimension, window.from, window.to);
    const named = [...values].filter(([value]) => isNamed(labelsOf(rule.by, value)));
    return Promise.all(
      named.map(async ([value, measures]): Promise<Series> => {
        const usual = overdueOf(await read.hours(dimension, value, window.from - day, window.from));
        return { labels: labelsOf(rule.by, value), ...judgeValue(rule, overdueOf(measures), usual, window) };
      }),
    );
  },
  words(rule: OverdueRule, severity: Severity): RuleWords {
    const points = percentText(rule.when[severity]?.rise ?? 0).replace(' %', '');
    const threshold = rule.when[severity] && `threshold ${points} points above usual`;
    return { threshold, failures: 'without a receipt' };
  },
} satisfies RuleKind<typeof settings>;

type Overdue = { value: number | undefined; sample: number; failures: number };

function overdueOf(measures: Measures): Overdue {
  const started = measure(measures, 'o.started');
  const failures = Math.max(0, started - finished(measures));
  return { value: started > 0 ? failures / started : undefined, sample: started, failures };
}

function judgeValue(rule: OverdueRule, now: Overdue, before: Overdue, window: Evidence['window']) {
  const usual = before.sample >= rule.minSamples ? before.value : undefined;
  const rise = now.value === undefined || usual === undefined ? undefined : now.value - usual;
  const verdicts = mapLevels(rule.when, (one) =>
    verdict({ ...now, value: rise }, { above: one.rise }, { ...rule, bound: 'point' }),
  );
  const evidence: Evidence = { ...known(now), window, codes: [], hit: [], ...(usual !== undefined && { usual }) };
  return { verdicts, evidence };
}
