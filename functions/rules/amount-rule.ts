import type { Evidence } from '../core/alert.ts';
import type { Measures } from '../core/counter.ts';
import { durationText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { type Unit, valueText } from '../core/unit.ts';
import { type Threshold, thresholdVerdict } from '../core/verdict.ts';
import { amountOf, isFailure, isMoney } from './amounts.ts';
import { plain, whyOf } from './evidence.ts';
import { dimensionOf, type Grouping, type Labels, scopesOf } from './grouping.ts';
import type { Judged, Judgement, Look, RuleWords, Span } from './rule-kind.ts';
import { boundOf, looksBelow, mapLevels } from './rule-settings.ts';
import { amountWindow, dayBefore, heartbeats } from './windows.ts';

/** What rules have that hold an amount against a threshold. */
type AmountRule = Grouping & {
  of: string;
  window: number;
  settle: number;
  when: Partial<Record<Severity, Threshold>>;
};

/**
 * The amounts of a window against thresholds (SEMANTICS 4.2). Nothing is 0 while the provider is heard of, and unknown
 * while it is silent. A rule that looks for too little also judges the label sets of the last day.
 *
 * @param per milliseconds: the value is so many by this time; without it, so many in the window
 */
export async function judgeAmounts(rule: AmountRule, look: Look, per?: number): Promise<Judgement> {
  const window = amountWindow(rule, look);
  const [values, isHeard] = await Promise.all([readAmounts(rule, window, look), heartbeats(rule.of, look)]);
  const judged = (labels: Labels, measures: Measures): Judged => {
    const amount = amountOf(rule.of, measures);
    if (amount === 0 && !isHeard(labels)) {
      return { verdicts: mapLevels(rule.when, () => 'unknown'), evidence: plain(undefined, window) };
    }
    const value = per === undefined ? amount : amount / ((window.to - window.from) / per);
    return {
      verdicts: mapLevels(rule.when, (level) => thresholdVerdict(value, level)),
      evidence: evidenceOf(rule.of, { value, amount, window }, labels, measures),
    };
  };
  const series = scopesOf(rule, values, {}).map(({ labels, of }) => ({ labels, ...judged(labels, of) }));
  return looksBelow(rule) ? { series } : { series, absent: (labels) => judged(labels, {}) };
}

async function readAmounts(rule: AmountRule, window: Span, { tick, zone, read }: Look) {
  const dimension = dimensionOf(rule.by);
  if (!looksBelow(rule) || rule.by.length === 0) return read.sums(dimension, window);
  const [sums, lastDay] = await Promise.all([
    read.sums(dimension, window),
    read.sums(dimension, dayBefore(zone, tick)),
  ]);
  return new Map([...[...lastDay.keys()].map((value) => [value, {}] as const), ...sums]);
}

type Amounted = { value: number; amount: number; window: Evidence['window'] };

/** An error code is its own reason. */
function evidenceOf(of: string, { value, amount, window }: Amounted, labels: Labels, measures: Measures): Evidence {
  const failures = isFailure(of) ? amount : 0;
  const why = whyOf(of, measures);
  const code = labels.errorCode;
  const codes = code !== undefined && failures > 0 ? [{ value: code, count: failures }] : why.codes;
  return { value, sample: isMoney(of) ? 0 : amount, failures, window, ...why, codes };
}

/** @param said what the evidence says, where anything was measured: `41 messages failed` */
export function amountWords(
  { when }: AmountRule,
  severity: Severity,
  { value, window }: Evidence,
  { unit, said }: { unit: Unit; said: string },
): RuleWords {
  const level = when[severity];
  return {
    unit,
    threshold: level && `threshold ${valueText(boundOf(level), unit)}`,
    facts: value === undefined ? [] : [`${said} in ${durationText(window.to - window.from)}`],
  };
}
