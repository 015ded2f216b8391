import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import type { Severity } from '../core/severity.ts';
import { absence } from './absence.ts';
import { awsMetric } from './aws-metric.ts';
import { baseline } from './baseline.ts';
import { burnRate } from './burn-rate.ts';
import { change } from './change.ts';
import { composite } from './composite.ts';
import { count } from './count.ts';
import { evaluation } from './evaluation.ts';
import { gauge } from './gauge.ts';
import { overdue } from './overdue.ts';
import { percentile } from './percentile.ts';
import { rate } from './rate.ts';
import { ratio } from './ratio.ts';
import { registration } from './registration.ts';
import type { Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { reminderIssue, remindersFit } from './rule-settings.ts';
import { score } from './score.ts';
import { slow } from './slow.ts';
import { sum } from './sum.ts';

/** Every kind of rule, by the name that `kind` has in the configuration. */
export const ruleKinds = {
  ratio,
  overdue,
  count,
  rate,
  sum,
  percentile,
  slow,
  gauge,
  registration,
  change,
  baseline,
  absence,
  'burn-rate': burnRate,
  score,
  'aws-metric': awsMetric,
  composite,
  evaluation,
} satisfies Record<string, RuleKind<z.ZodType>>;

export const ruleSettings = z
  .discriminatedUnion('kind', [
    ratio.settings,
    overdue.settings,
    count.settings,
    rate.settings,
    sum.settings,
    percentile.settings,
    slow.settings,
    gauge.settings,
    registration.settings,
    burnRate.settings,
    score.settings,
    awsMetric.settings,
    composite.settings,
    change.settings,
    baseline.settings,
    absence.settings,
    evaluation.settings,
  ])
  .refine(remindersFit, reminderIssue);
export type RuleSettings = z.output<typeof ruleSettings>;
export type RuleInput = z.input<typeof ruleSettings>;

/** The verdicts of a rule at a tick, for every label set it found. */
export function judge(rule: RuleSettings, look: Look): Promise<Judgement> {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.judge(rule, look);
}

/** The labels that the rule's alerts have. */
export function labelsOfRule(rule: RuleSettings): readonly string[] {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.labels?.(rule) ?? rule.by;
}

/** Whether it has to wait while counting is behind. */
export function readsCounters(rule: RuleSettings): boolean {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return !kind.uncounted;
}

/** Whether its alerts are the first tenant's, for what it judges is no tenant's own. */
export function isOfAllTenants(rule: RuleSettings): boolean {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.ofAllTenants === true;
}

/** What a notice says of a rule in the words of its kind. */
export function wordsOf(rule: RuleSettings, severity: Severity, evidence: Evidence): RuleWords {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.words(rule, severity, evidence);
}
