import type { Notice } from '../channels/channel.ts';
import type { Config, RuleSettings } from '../config/schema.ts';
import type { Alert, OutboxEntry } from '../core/alert.ts';
import { describe } from '../core/describe.ts';
import { ruleWords } from './rule-words.ts';

export type ComposeDeps = {
  stage: string;
  tenants: Config['tenants'];
  rules: readonly RuleSettings[];
  dashboardUrl: string | undefined;
  runbookUrl: string | undefined;
  /** Product time. */
  now(): number;
};

/** What is to be told: the outbox entry says why and of what kind, the alert as it is now says what. */
export function composeNotice(alert: Alert, entry: OutboxEntry, kind: Notice['kind'], deps: ComposeDeps): Notice {
  const severity = kind === 'firing' ? (alert.severity ?? entry.severity) : entry.severity;
  const rule = deps.rules.find(({ id }) => id === alert.rule);
  const text = describe(alert, ruleWords(rule, alert.rule, severity, alert.evidence), {
    kind,
    timeZone: deps.tenants[alert.tenant]?.timeZone ?? 'UTC',
    now: deps.now(),
    dashboardUrl: deps.dashboardUrl,
    runbookUrl: deps.runbookUrl,
  });
  const dedupKey = `wirewatch/${deps.stage}/${alert.tenant}/${alert.rule}/${alert.id}`;
  return { kind, reason: entry.reason, alert: { ...alert, severity }, text, dedupKey };
}
