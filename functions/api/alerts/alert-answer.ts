import type { Alert } from '../../core/alert.ts';
import { valueText } from '../../core/unit.ts';
import type { AlertAnswer } from '../answers/alerts.ts';
import { iso } from '../common.ts';
import type { AlertBook } from './alert-book.ts';
import type { Handled } from './alert-handled.ts';
import { alertWords, ruleOf } from './alert-words.ts';

/** Where an alert's words lead. */
type Links = { dashboardUrl?: string | undefined; runbookUrl?: string | undefined };

/** An alert as `/v1` tells of it. What has ended has the worst severity of its last episode. */
export function alertAnswer(alert: Alert, book: AlertBook): AlertAnswer {
  const { id, rule, labels, state, severity, peak, evidence, resolvedBecause, flappingSince } = alert;
  const { title, comparison, facts } = wordsIn(book, alert);
  const { unit } = ruleOf(alert, book);
  const { value, sample, failures } = evidence;
  return {
    id,
    rule,
    labels,
    state,
    severity: severity ?? peak,
    title,
    comparison,
    facts,
    since: timeOf(alert.since),
    firedAt: timeOf(alert.firedAt),
    resolvedAt: timeOf(alert.resolvedAt),
    resolvedBecause,
    value,
    valueText: value === undefined || unit === undefined ? undefined : valueText(value, unit),
    sample,
    failures,
    flapping: flappingSince !== undefined,
    handled: handledAnswer(book.handled(alert)),
  };
}

export function wordsIn({ rules, zone, now }: AlertBook, alert: Alert, links: Links = {}) {
  return alertWords(alert, { rules, timeZone: zone, now, ...links });
}

function handledAnswer(handled: Handled): AlertAnswer['handled'] {
  const { acknowledged, assignee, mutes, closed, digests, escalation } = handled;
  return {
    ...(acknowledged && {
      acknowledged: { by: acknowledged.by, at: iso(acknowledged.at), until: timeOf(acknowledged.until) },
    }),
    assignee,
    mutes: mutes.map(({ words, until, note }) => ({ words, until: timeOf(until), note })),
    ...(closed.length > 0 && { closed }),
    ...(digests.length > 0 && { digests }),
    ...(escalation && { escalation: { called: escalation.called, ...nextStep(escalation) } }),
  };
}

function nextStep({ next }: NonNullable<Handled['escalation']>) {
  return next && { next: { at: iso(next.at), to: next.to } };
}

/** ISO 8601 of a time that may not have come. */
export function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : iso(at);
}
