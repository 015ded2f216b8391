import type { Alert } from './alert.ts';
import type { DescribedRule } from './describe.ts';
import { fillIn, labelText } from './label-text.ts';
import { listText } from './list-text.ts';
import { sharedLabels } from './shared-labels.ts';
import { valueText } from './unit.ts';

type Member = { alert: Alert; rule: DescribedRule };

const mostNames = 3;

/** `40 alerts: Delivery of campaign spring-promo, otp, news and 37 more is 12 % to 61 %`: what they have in common. */
export function groupTitle(members: readonly Member[], more = 0): string {
  const rules = [...new Set(members.map(({ alert }) => alert.rule))];
  const summary = members[0]?.rule.summary;
  if (rules.length === 1 && summary !== undefined) {
    return `${members.length + more} alerts: ${fillInAll(summary, members)}`;
  }
  const shared = Object.entries(sharedLabels(members.map(({ alert }) => alert.labels)));
  const names = shared.map(([label, value]) => labelText(label, value));
  return `${members.length + more} alerts of ${rules.length} rules: ${listText(names.length > 0 ? names : rules, mostNames)}`;
}

/** A rule's text with the labels of all its alerts filled in. */
export function fillInAll(template: string, members: readonly Member[]): string {
  const labels = new Set(members.flatMap(({ alert }) => Object.keys(alert.labels)));
  const names = [...labels].map((label): [string, string] => [
    label,
    listText(
      members.flatMap(({ alert }) => nameOf(alert, label) ?? []),
      mostNames,
    ),
  ]);
  return fillIn(template, { ...Object.fromEntries(names), value: valueRange(members) });
}

function nameOf({ labels }: Alert, label: string): string | undefined {
  const value = labels[label];
  return value === undefined ? undefined : labelText(label, value);
}

function valueRange(members: readonly Member[]): string {
  const unit = members[0]?.rule.unit;
  const values = members.flatMap(({ alert }) => alert.evidence.value ?? []).toSorted((a, b) => a - b);
  const [lowest, highest] = [values[0], values.at(-1)];
  if (lowest === undefined || highest === undefined || unit === undefined) return 'unknown';
  const [from, to] = [valueText(lowest, unit), valueText(highest, unit)];
  return from === to ? from : `${from} to ${to}`;
}
