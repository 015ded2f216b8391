import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { type Measures, measure, settled } from '../core/counter.ts';
import { durationText } from '../core/number-text.ts';
import { complianceScore, type Regulation, scoreOf } from '../core/score.ts';
import type { Severity } from '../core/severity.ts';
import { day, hour } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { amountOf } from './amounts.ts';
import { known, whyOf } from './evidence.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, isOrdered, levels, mapLevels, orderIssue } from './rule-settings.ts';
import { wholeMinutes } from './values.ts';
import { readScopes, settledWindow } from './windows.ts';

const points = z.number().min(0).max(100);

const settings = commonSettings
  .extend({
    minSamples: gateSettings.minSamples,
    kind: z.literal('score'),
    /** Of messages that have settled (F-01), or of what was done against a regulation (F-02, F-03). */
    score: z.enum(['performance', 'tcpa', '10dlc']),
    /** Default: an hour of performance, 30 days of violations. */
    window: wholeMinutes.optional(),
    when: levels(z.strictObject({ below: points, for: hold })),
  })
  .refine(isOrdered, orderIssue)
  .refine(({ by }) => by.length === 0 || by.join() === 'campaign', { path: ['by'], message: "[] or ['campaign']" });
type ScoreRule = z.output<typeof settings>;

/** One number from 0 to 100 for how a campaign does. */
export const score = {
  settings,
  async judge(rule: ScoreRule, { tick, read }: Look): Promise<Judgement> {
    const window = settledWindow({ ...rule, window: windowOf(rule) }, tick);
    const judgeOne = (measures: Measures) => judgeMeasures(rule, measures, window);
    const scopes = await readScopes(rule, window, read);
    const series = scopes.map(({ labels, of }) => ({ labels, ...judgeOne(of.own) }));
    // Of whom nothing is known in all this time there are no violations.
    return rule.score === 'performance' ? { series } : { series, absent: () => judgeOne({}) };
  },
  words(rule: ScoreRule, severity: Severity, { failures }: Evidence): RuleWords {
    const level = rule.when[severity];
    const threshold = level && `threshold ${valueText(level.below, 'score')}`;
    if (rule.score === 'performance') {
      return { unit: 'score', threshold, counted: '{failures} of {sample} messages failed or made people opt out' };
    }
    const times = failures === 1 ? 'violation' : 'violations';
    return { unit: 'score', threshold, counted: `{failures} ${times} in ${durationText(windowOf(rule))}` };
  },
} satisfies RuleKind<typeof settings>;

function windowOf({ score, window }: ScoreRule): number {
  return window ?? (score === 'performance' ? hour : 30 * day);
}

function judgeMeasures(rule: ScoreRule, measures: Measures, window: Evidence['window']): Judged {
  const measured = rule.score === 'performance' ? performance(measures) : compliance(rule.score, measures);
  const minSamples = rule.score === 'performance' ? rule.minSamples : 0;
  const verdicts = mapLevels(rule.when, (level) =>
    verdict(measured, level, { minSamples, minFailures: 0, bound: 'point' }),
  );
  const why = rule.score === 'performance' ? whyOf('failures', measures) : { codes: [], hit: [] };
  return { verdicts, evidence: { ...known(measured), window, ...why } };
}

function performance(measures: Measures): Measured {
  return {
    value: scoreOf(measures),
    sample: settled(measures),
    failures: amountOf('failures', measures) + amountOf('optOuts', measures),
  };
}

/**
 * What the team's application reports. Messages that carriers refuse for want of a registration are no violations: nobody
 * got them, and thousands of them would hold the score at 0 for a month. They have a rule of their own.
 */
function compliance(regulation: Regulation, measures: Measures): Measured {
  const violations = measure(measures, `o.app.violation.${regulation}`);
  return { value: complianceScore(regulation, violations), sample: violations, failures: violations };
}
