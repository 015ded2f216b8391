import type { Alert, Evidence, NoticeKind } from './alert.ts';
import type { AlertText } from './alert-text.ts';
import { localTimeText } from './calendar.ts';
import { explainError } from './errors/catalogue.ts';
import { fillIn, labelText } from './label-text.ts';
import { dollarText } from './money.ts';
import { countText, durationText, percentText } from './number-text.ts';

/** What a description needs of a rule. Each kind of rule has its own words for the last two. */
export type DescribedRule = {
  summary: string;
  impact?: string | undefined;
  /** An anchor of the runbook, or a page of its own. */
  runbook?: string | undefined;
  /** Of the severity that is told: `threshold 90 %`. */
  threshold?: string | undefined;
  /** What the failures are: `failed`, `without a receipt`. */
  failures: string;
};

export type DescribeContext = {
  kind: Exclude<NoticeKind, 'withdraw'>;
  timeZone: string;
  /** Epoch milliseconds. */
  now: number;
  dashboardUrl?: string | undefined;
  runbookUrl?: string | undefined;
};

/** An alert in words, for every channel. */
export function describe(alert: Alert, rule: DescribedRule, context: DescribeContext): AlertText {
  const { labels, evidence } = alert;
  const value = evidence.value === undefined ? 'unknown' : percentText(evidence.value);
  const comparison = comparisonOf(rule, evidence);
  return {
    title: fillIn(rule.summary, { ...namesOf(labels), value }),
    ...(comparison && { comparison }),
    ...(context.kind === 'firing' ? firing(alert, rule, context) : resolved(alert, context)),
    links: linksOf(rule, context),
    footer: `${alert.rule} · ${alert.id.slice(0, 6)}`,
  };
}

type Story = Pick<AlertText, 'facts' | 'why' | 'remedy' | 'cost' | 'impact'>;

function firing(alert: Alert, rule: DescribedRule, context: DescribeContext): Story {
  const { evidence, labels } = alert;
  const story: Story = {
    facts: [sinceOf(alert, context), failuresOf(evidence, rule), ...hitBy(evidence)].flatMap((fact) => fact ?? []),
    why: evidence.codes.map(({ value, count }) => codeLine(value, count, labels.provider)),
  };
  const remedy = remedyOf(evidence, labels.provider);
  if (remedy) story.remedy = remedy;
  if (evidence.failedCostMicros) {
    const window = durationText(evidence.window.to - evidence.window.from);
    story.cost = `${dollarText(evidence.failedCostMicros)} in failed segments in ${window}`;
  }
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
  return { facts, why: [] };
}

function comparisonOf({ threshold }: DescribedRule, { usual }: Evidence): string | undefined {
  const parts = [threshold, usual === undefined ? undefined : `usually ${percentText(usual)}`];
  return parts.filter((part) => part !== undefined).join(', ') || undefined;
}

function sinceOf({ since }: Alert, { timeZone, now }: DescribeContext): string | undefined {
  if (since === undefined) return undefined;
  return `since ${localTimeText(timeZone, since)}, ${durationText(Math.max(0, now - since))}`;
}

function failuresOf({ failures, sample }: Evidence, rule: DescribedRule): string | undefined {
  if (sample === 0) return undefined;
  return `${countText(failures)} of ${countText(sample)} messages ${rule.failures}`;
}

function hitBy({ hit }: Evidence): string[] {
  return (['campaign', 'carrier'] as const).flatMap((dimension) => {
    const names = hit.filter((one) => one.dimension === dimension);
    if (names.length === 0) return [];
    const list = names.map(({ value, count }) => `${value} ${countText(count)}`).join(', ');
    return `${dimension}${names.length === 1 ? '' : 's'} ${list}`;
  });
}

function codeLine(code: string, count: number, provider: string | undefined): string {
  const meaning = explainError(code, provider)?.meaning;
  return [`${countText(count)} × ${code}`, meaning].filter((part) => part !== undefined).join(' ');
}

function remedyOf({ codes }: Evidence, provider: string | undefined): string | undefined {
  const top = codes[0]?.value;
  const remedy = top === undefined ? undefined : explainError(top, provider)?.remedy;
  return remedy === undefined ? undefined : `${top}: ${sentenceStart(remedy)}`;
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
