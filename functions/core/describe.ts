import { type Alert, type Evidence, noDataLabel } from './alert.ts';
import { shortId } from './alert-id.ts';
import type { AlertText } from './alert-text.ts';
import { localTimeText } from './calendar.ts';
import { explainError } from './errors/catalogue.ts';
import { fillIn, labelText } from './label-text.ts';
import { dollarText } from './money.ts';
import { countText, durationText } from './number-text.ts';
import { type Unit, valueText } from './unit.ts';

/** What a description needs of a rule. Each kind of rule has its own words for all but the first three. */
export type DescribedRule = {
  summary: string;
  impact?: string | undefined;
  /** An anchor of the runbook, or a page of its own. */
  runbook?: string | undefined;
  /** Of the severity that is told: `threshold 90 %`. */
  threshold?: string | undefined;
  /** Of the value; absent: the rule is gone, and nobody knows. */
  unit?: Unit | undefined;
  /** `{failures} of {sample} messages failed` */
  counted?: string | undefined;
  /** What else is to be said. */
  facts?: string[] | undefined;
};

export type DescribeContext = {
  kind: 'firing' | 'resolved';
  timeZone: string;
  /** Epoch milliseconds. */
  now: number;
  dashboardUrl?: string | undefined;
  runbookUrl?: string | undefined;
};

/** An alert in words, for every channel. */
export function describe(alert: Alert, rule: DescribedRule, context: DescribeContext): AlertText {
  const { labels, evidence } = alert;
  const value = told(evidence.value, rule) ?? 'unknown';
  const comparison = comparisonOf(rule, evidence);
  return {
    title: `${noDataLabel in labels ? 'No data: ' : ''}${fillIn(rule.summary, { ...namesOf(labels), value })}`,
    ...(comparison && { comparison }),
    ...(context.kind === 'firing' ? firing(alert, rule, context) : resolved(alert, context)),
    links: linksOf(rule, context),
    footer: `${alert.rule} · ${shortId(alert)}`,
  };
}

type Story = Pick<AlertText, 'facts' | 'why' | 'remedy' | 'cost' | 'impact'>;

function firing(alert: Alert, rule: DescribedRule, context: DescribeContext): Story {
  const { evidence, labels } = alert;
  const story: Story = {
    facts: [
      sinceOf(alert, context),
      flappingOf(alert, context),
      countedOf(evidence, rule),
      ...(rule.facts ?? []),
      ...hitBy(evidence),
    ].flatMap((fact) => fact ?? []),
    ...describeCodes(evidence.codes.map((code) => ({ ...code, provider: labels.provider }))),
  };
  if (evidence.failedCostMicros) story.cost = costText(evidence.failedCostMicros, evidence.window);
  if (rule.impact) story.impact = fillIn(rule.impact, namesOf(labels));
  return story;
}

function resolved(alert: Alert, { timeZone }: DescribeContext): Story {
  const { since, resolvedAt, resolvedBecause, knownAt } = alert;
  const facts: string[] = [];
  if (since !== undefined && resolvedAt !== undefined && since <= resolvedAt) {
    const [from, to] = [localTimeText(timeZone, since), localTimeText(timeZone, resolvedAt)];
    facts.push(`lasted ${durationText(resolvedAt - since)}, ${from} to ${to}`);
  }
  if (resolvedBecause === 'no-traffic') {
    facts.push(`closed because there is no traffic to judge since ${localTimeText(timeZone, knownAt)}`);
  }
  if (resolvedBecause === 'by-hand') facts.push('closed by hand');
  if (resolvedBecause === 'rule-removed') facts.push('closed because its rule was removed or switched off');
  if (resolvedBecause === 'rule-changed') facts.push('closed because its rule looks at other labels now');
  return { facts, why: [] };
}

function told(value: number | undefined, { unit }: DescribedRule): string | undefined {
  return value === undefined || unit === undefined ? undefined : valueText(value, unit);
}

function comparisonOf(rule: DescribedRule, { usual }: Evidence): string | undefined {
  const usually = told(usual, rule);
  const parts = [rule.threshold, usually && `usually ${usually}`];
  return parts.filter((part) => part !== undefined).join(', ') || undefined;
}

function sinceOf({ since }: Alert, { timeZone, now }: DescribeContext): string | undefined {
  if (since === undefined) return undefined;
  return `since ${localTimeText(timeZone, since)}, ${durationText(Math.max(0, now - since))}`;
}

function flappingOf({ flappingSince }: Alert, { timeZone }: DescribeContext): string | undefined {
  if (flappingSince === undefined) return undefined;
  return `flapping since ${localTimeText(timeZone, flappingSince)}: no more is sent until it rests, but reminders`;
}

export function countedOf(
  { failures, sample }: Pick<Evidence, 'failures' | 'sample'>,
  { counted }: Pick<DescribedRule, 'counted'>,
): string | undefined {
  if (sample === 0 || counted === undefined) return undefined;
  return fillIn(counted, { failures: countText(failures), sample: countText(sample) });
}

export function hitBy({ hit }: Pick<Evidence, 'hit'>): string[] {
  return (['campaign', 'carrier'] as const).flatMap((dimension) => {
    const names = hit.filter((one) => one.dimension === dimension);
    if (names.length === 0) return [];
    const list = names.map(({ value, count }) => `${value} ${countText(count)}`).join(', ');
    return `${dimension}${names.length === 1 ? '' : 's'} ${list}`;
  });
}

/** Error codes in words, the commonest first, and what helps against that one. */
export function describeCodes(
  codes: readonly { value: string; count: number; provider: string | undefined }[],
): Pick<AlertText, 'why' | 'remedy'> {
  const meanings = codes.map(({ value, provider }) => explainError(value, provider));
  const why = codes.map(({ value, count }, index) =>
    [`${countText(count)} × ${value}`, meanings[index]?.meaning].filter((part) => part !== undefined).join(' '),
  );
  const remedy = meanings[0]?.remedy;
  return { why, ...(remedy && { remedy: `${codes[0]?.value}: ${sentenceStart(remedy)}` }) };
}

/** @param micros micro-dollars */
export function costText(micros: number, { from, to }: Evidence['window']): string {
  return `${dollarText(micros)} in failed segments in ${durationText(to - from)}`;
}

/** After a colon a sentence goes on in lower case. */
function sentenceStart(sentence: string): string {
  return /^(Twilio|Telnyx)\b/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** The labels as people write them. */
function namesOf(labels: Alert['labels']): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, labelText(label, value)]));
}

function linksOf({ runbook }: DescribedRule, { dashboardUrl, runbookUrl }: DescribeContext): AlertText['links'] {
  const links: AlertText['links'] = [];
  if (dashboardUrl) links.push({ label: 'Dashboard', url: dashboardUrl });
  if (runbook && URL.canParse(runbook)) links.push({ label: 'Runbook', url: runbook });
  else if (runbookUrl) links.push({ label: 'Runbook', url: runbook ? `${runbookUrl}#${runbook}` : runbookUrl });
  return links;
}
