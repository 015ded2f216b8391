import * as z from 'zod';
import { reportName, reportNameForm } from '../core/activity/report-names.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { thresholdVerdict } from '../core/verdict.ts';
import { plain } from './evidence.ts';
import type { Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import {
  boundOf,
  commonSettings,
  isOrdered,
  levels,
  mapLevels,
  noSettling,
  orderIssue,
  thresholdLevel,
} from './rule-settings.ts';
import { wholeMinutes } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('gauge'),
    settle: noSettling,
    /** The name under which the application reports it. */
    of: z.string().regex(reportName, `a name has ${reportNameForm}`),
    /** A value that was reported longer ago is no news; unlike `staleAfter`, which is about alerts. */
    maxAge: wholeMinutes.default(15 * minute),
    when: levels(thresholdLevel(z.number(), 500)),
  })
  .refine(isOrdered, orderIssue)
  .refine(({ by, where }) => by.length === 0 && Object.keys(where).length === 0, {
    path: ['by'],
    message: 'a gauge has no labels: leave by and where out',
  });
type GaugeRule = z.output<typeof settings>;

/** The last reported value of something that goes up and down; unknown once that is too old (SEMANTICS 4.2). */
export const gauge = {
  settings,
  async judge(rule: GaugeRule, { tick, read }: Look): Promise<Judgement> {
    const window = { from: tick - rule.maxAge, to: tick };
    const value = (await read.gauges(window)).get(rule.of)?.value;
    const verdicts = mapLevels(rule.when, (one) => (value === undefined ? 'unknown' : thresholdVerdict(value, one)));
    return { series: [{ labels: {}, verdicts, evidence: plain(value, window) }] };
  },
  uncounted: true,
  words(rule: GaugeRule, severity: Severity): RuleWords {
    const level = rule.when[severity];
    return { unit: 'number', threshold: level && `threshold ${valueText(boundOf(level), 'number')}` };
  },
} satisfies RuleKind<typeof settings>;
