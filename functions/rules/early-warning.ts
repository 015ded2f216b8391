import { type Severity, severities } from '../core/severity.ts';
import { verdict } from '../core/verdict.ts';
import { known, shareOf, whyOf } from './evidence.ts';
import type { Labels } from './grouping.ts';
import type { Judged, Look } from './rule-kind.ts';
import { boundOf, looksBelow, mapLevels } from './rule-settings.ts';
import { openWindow, readScopes } from './windows.ts';

type Levels = Partial<Record<Severity, { below: number } | { above: number }>>;

export type EarlyRule = {
  of: string;
  over: string;
  when: Levels;
  early?: number | undefined;
  minSamples: number;
  minFailures: number;
  by: readonly string[];
  where: Readonly<Partial<Record<'provider', readonly string[]>>>;
};

type Warning = Judged & { labels: Labels };

/**
 * What is known of minutes that have not settled: how many of all that started have failed already. Whatever waits can
 * only make that more, so it says bad for certain, or nothing (SEMANTICS 4.14). By counters' value.
 */
export async function earlyWarnings(rule: EarlyRule, { tick, read }: Look): Promise<Map<string, Warning>> {
  const warnings = new Map<string, Warning>();
  const limits = failuresAbove(rule);
  if (rule.early === undefined || limits === undefined) return warnings;
  const window = openWindow(rule.early, tick);
  for (const { labels, value, of: sums } of await readScopes(rule, window, read)) {
    const failed = shareOf({ of: 'failures', over: 'started' }, sums, false);
    const verdicts = mapLevels(limits, (limit) => {
      const found = verdict(failed, limit, { ...rule, bound: 'wilson' });
      return found === 'bad' ? found : 'unknown';
    });
    if (failed.value === undefined || !Object.values(verdicts).includes('bad')) continue;
    const measured = { ...failed, value: looksBelow(rule) ? 1 - failed.value : failed.value };
    const evidence = { ...known(measured), window, ...whyOf(rule.of, sums.own), figures: { early: 1 } };
    warnings.set(value, { labels, verdicts, evidence });
  }
  return warnings;
}

/** The share of failures above which each level is bad; `undefined` for rules that are not about failures of what settled. */
export function failuresAbove(rule: Pick<EarlyRule, 'of' | 'over' | 'when'>) {
  if (rule.over !== 'settled') return undefined;
  if (rule.of === 'delivered' && looksBelow(rule)) return mapLevels(rule.when, (one) => ({ above: 1 - boundOf(one) }));
  if (rule.of === 'failures' && !looksBelow(rule)) return mapLevels(rule.when, (one) => ({ above: boundOf(one) }));
  return undefined;
}

/** For each level the worse verdict; the evidence is that of whichever is bad at the worse level. */
export function withWarning(judged: Judged, warning: Judged | undefined): Judged {
  if (warning === undefined) return judged;
  const verdicts = mapLevels(judged.verdicts, (one, severity) => (warning.verdicts[severity] === 'bad' ? 'bad' : one));
  const worst = severities.find((severity) => verdicts[severity] === 'bad');
  const shown = worst !== undefined && judged.verdicts[worst] === 'bad' ? judged : warning;
  return { verdicts, evidence: shown.evidence };
}
