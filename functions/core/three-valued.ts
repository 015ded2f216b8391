import type { Verdict } from './alert.ts';

/** Bad if all are; good as soon as one is good; otherwise nobody knows. Of none at all: bad. */
export function allBad(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('good')) return 'good';
  return verdicts.includes('unknown') ? 'unknown' : 'bad';
}

/** Bad as soon as one is bad; good if all are; otherwise nobody knows. Of none at all: good. */
export function anyBad(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('bad')) return 'bad';
  return verdicts.includes('unknown') ? 'unknown' : 'good';
}

/** Bad if it is good, and good if it is bad. */
export function opposite(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return verdict;
  return verdict === 'bad' ? 'good' : 'bad';
}
