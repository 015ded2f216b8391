import * as z from 'zod';
import type { RuleSettings } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import { type Severity, severities, severityOrder } from '../../core/severity.ts';
import { valueText } from '../../core/unit.ts';
import { plain } from '../../rules/evidence.ts';
import { labelsOfRule, wordsOf } from '../../rules/index.ts';
import type { ruleAnswerSchema, ruleDetailSchema } from '../answers/operations.ts';
import { iso } from '../common.ts';
import type { RuleBook } from './rule-book.ts';

export type RuleAnswer = z.infer<typeof ruleAnswerSchema>;

const jsonObject = z.record(z.string(), z.json());

/** A rule, how its alerts stand, and what they saw last. @param alerts its own */
export function ruleAnswer(rule: RuleSettings, alerts: readonly Alert[], book: RuleBook): RuleAnswer {
  const { id, kind, summary, impact, runbook, enabled, every } = rule;
  const countOf = (state: Alert['state']) => alerts.filter((alert) => alert.state === state).length;
  return {
    id,
    kind,
    summary,
    ...(impact !== undefined && { impact }),
    ...(runbook !== undefined && { runbook }),
    enabled,
    by: [...labelsOfRule(rule)],
    everyMs: every,
    levels: levelsOf(rule),
    overridden: Object.hasOwn(book.overrides, id) && !book.refused.some((one) => one.rule === id),
    firing: countOf('firing'),
    pending: countOf('pending'),
    ...lastOf(rule, alerts),
  };
}

/** With its settings, as they stand, and what of them is overridden. */
export function ruleDetail(
  rule: RuleSettings,
  alerts: readonly Alert[],
  book: RuleBook,
): z.infer<typeof ruleDetailSchema> {
  const override = book.overrides[rule.id];
  const refused = book.refused.find((one) => one.rule === rule.id)?.why;
  return {
    ...ruleAnswer(rule, alerts, book),
    settings: jsonObject.parse(JSON.parse(JSON.stringify(rule))),
    ...(override && { override: { value: jsonObject.parse(override), ...(refused !== undefined && { refused }) } }),
  };
}

/** What is bad for each severity, the worst first. */
function levelsOf(rule: RuleSettings): RuleAnswer['levels'] {
  const when: Partial<Record<Severity, { for: number }>> = rule.when;
  return severities.flatMap((severity) => {
    const level = when[severity];
    if (level === undefined) return [];
    const { threshold } = wordsOf(rule, severity, plain(undefined, { from: 0, to: 0 }));
    return { severity, forMs: level.for, ...(threshold !== undefined && { threshold }) };
  });
}

/** What fires or is about to comes first, of that the worst, of that the newest. */
function lastOf(rule: RuleSettings, alerts: readonly Alert[]): Pick<RuleAnswer, 'last'> {
  const rank = ({ state, severity }: Alert) => (state === 'inactive' ? 100 : severityOrder(severity));
  const [worst] = alerts.toSorted((a, b) => rank(a) - rank(b) || b.tick - a.tick);
  if (worst === undefined) return {};
  const { severity = 'info', evidence, tick, labels } = worst;
  const text = seenText(rule, severity, evidence);
  return { last: { at: iso(tick), labels, ...(text !== undefined && { valueText: text }) } };
}

/** A value as people write it. */
export function seenText(rule: RuleSettings, severity: Severity, evidence: Alert['evidence']): string | undefined {
  const { unit } = wordsOf(rule, severity, evidence);
  return evidence.value === undefined ? undefined : valueText(evidence.value, unit);
}
