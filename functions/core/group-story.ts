import type { Alert, Evidence } from './alert.ts';
import type { AlertText } from './alert-text.ts';
import { costText, countedOf, type DescribedRule, describeCodes, hitBy } from './describe.ts';
import { fillInAll } from './group-title.ts';

type Member = { alert: Alert; rule: DescribedRule };

const mostCodes = 5;
const mostNames = 5;

/**
 * What failed in a group of alerts, summed. Different rules count the same messages, so that only the alerts of one are
 * summed: of the rule that saw the most failures.
 */
export function groupStory(firing: readonly Member[]): Pick<AlertText, 'facts' | 'why' | 'remedy' | 'cost' | 'impact'> {
  const members = weightiest(firing);
  const evidence = members.map(({ alert }) => alert.evidence);
  const rule = members[0]?.rule;
  const failures = sum(evidence.map((one) => one.failures));
  const counted = rule && countedOf({ failures, sample: sum(evidence.map((one) => one.sample)) }, rule);
  const micros = sum(evidence.map((one) => one.failedCostMicros ?? 0));
  return {
    facts: [...(counted === undefined ? [] : [counted]), ...hitBy({ hit: hitOf(evidence) })],
    ...describeCodes(codesOf(members)),
    ...(micros > 0 && { cost: costText(micros, spanOf(evidence)) }),
    ...(rule?.impact && { impact: fillInAll(rule.impact, members) }),
  };
}

function weightiest(members: readonly Member[]): readonly Member[] {
  const byRule = [...Map.groupBy(members, ({ alert }) => alert.rule).values()];
  const failuresOf = (some: readonly Member[]) => sum(some.map(({ alert }) => alert.evidence.failures));
  return byRule.reduce((best, next) => (failuresOf(next) > failuresOf(best) ? next : best), byRule[0] ?? []);
}

function codesOf(members: readonly Member[]): { value: string; count: number; provider: string | undefined }[] {
  const all = members.flatMap(({ alert }) =>
    alert.evidence.codes.map((code) => ({ ...code, provider: alert.labels.provider })),
  );
  return summed(all, ({ value, provider }) => JSON.stringify([value, provider])).slice(0, mostCodes);
}

function hitOf(evidence: readonly Evidence[]): Evidence['hit'] {
  const all = summed(
    evidence.flatMap(({ hit }) => hit),
    ({ value, dimension }) => JSON.stringify([value, dimension]),
  );
  return [...Map.groupBy(all, ({ dimension }) => dimension).values()].flatMap((some) => some.slice(0, mostNames));
}

/** What is the same is added up; most first. */
function summed<T extends { count: number }>(all: readonly T[], same: (one: T) => string): T[] {
  return [...Map.groupBy(all, same).values()]
    .flatMap((some) => some.slice(0, 1).map((one) => ({ ...one, count: sum(some.map(({ count }) => count)) })))
    .toSorted((a, b) => b.count - a.count);
}

function spanOf(evidence: readonly Evidence[]): Evidence['window'] {
  return {
    from: Math.min(...evidence.map(({ window }) => window.from)),
    to: Math.max(...evidence.map(({ window }) => window.to)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
