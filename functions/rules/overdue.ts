import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { localHourStart } from '../core/calendar.ts';
import { type Measures, measure, pending } from '../core/counter.ts';
import { percentText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { known } from './evidence.ts';
import { dimensionOf, membersOf } from './grouping.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, levels, mapLevels, reminderIssue, remindersFit } from './rule-settings.ts';
import { share, wholeMinutes } from './values.ts';

/** Bad when the share of overdue messages is higher than usual by more than `rise`. */
const level = z.strictObject({ rise: share, for: hold });

const settings = commonSettings
  .extend({
    minSamples: gateSettings.minSamples,
    minFailures: gateSettings.minFailures,
    kind: z.literal('overdue'),
    /** The age of the messages that are judged: old enough to have a receipt, young enough to matter. */
    from: wholeMinutes.default(10 * minute),
    to: wholeMinutes.default(30 * minute),
    when: levels(level),
  })
  .refine(remindersFit, reminderIssue)
  .refine((rule) => rule.from < rule.to, { path: ['to'], message: 'must be longer than from' });
type OverdueRule = z.output<typeof settings>;

/**
 * Receipts that stop, the commonest outage: messages without an ending though they are old enough to have one, against
 * the same share of the last 24 hours. `from` takes the place of the settle lag.
 */
export const overdue = {
  settings,
  async judge(rule: OverdueRule, { tick, zone, read }: Look): Promise<Judgement> {
    const window = { from: minuteStart(tick - rule.to), to: minuteStart(tick - rule.from) };
    const dimension = dimensionOf(rule.by);
    const dayEnd = localHourStart(zone, window.from);
    const [values, before] = await Promise.all([
      read.sums(dimension, window),
      read.sums(dimension, { from: dayEnd - day, to: dayEnd }),
    ]);
    const series = membersOf(rule, values, {}).map(({ labels, value, of }) => {
      const usual = overdueOf(before.get(value) ?? {});
      return { labels, ...judgeValue(rule, overdueOf(of), usual, window) };
    });
    return { series };
  },
  words(rule: OverdueRule, severity: Severity): RuleWords {
    const points = percentText(rule.when[severity]?.rise ?? 0).replace(' %', '');
    return {
      unit: 'share',
      threshold: rule.when[severity] && `threshold ${points} points above usual`,
      counted: '{failures} of {sample} messages without a receipt',
    };
  },
} satisfies RuleKind<typeof settings>;

function overdueOf(measures: Measures): Measured {
  const started = measure(measures, 'o.started');
  const failures = pending(measures);
  return { value: started > 0 ? failures / started : undefined, sample: started, failures };
}

function judgeValue(rule: OverdueRule, now: Measured, before: Measured, window: Evidence['window']): Judged {
  const usual = before.sample >= rule.minSamples ? before.value : undefined;
  const rise = now.value === undefined || usual === undefined ? undefined : now.value - usual;
  const verdicts = mapLevels(rule.when, (one) =>
    verdict({ ...now, value: rise }, { above: one.rise }, { ...rule, bound: 'point' }),
  );
  const evidence: Evidence = { ...known(now), window, codes: [], hit: [], ...(usual !== undefined && { usual }) };
  return { verdicts, evidence };
}
