import type { ActOutcome } from './act-outcome.ts';

/** So many lines tell enough; the audit has all. */
const mostLines = 20;

/** How an action ended, in lines for a person. */
export function outcomeLines(outcome: ActOutcome): string[] {
  if (outcome.kind === 'refused') return [`Nothing was done: ${outcome.why}.`];
  if (outcome.kind === 'unchanged') return [`Nothing was to be done: ${outcome.why}.`];
  if (outcome.kind !== 'done') return [];
  const lines = [
    ...outcome.changes.map(({ what, after }) => `${what}: ${after}`),
    ...outcome.unchanged.map(({ what, why }) => `${what} is as it was: ${why}`),
    ...(outcome.notes ?? []).map((note) => `Note: ${note}`),
  ];
  const left = lines.length - mostLines;
  return left > 0 ? [...lines.slice(0, mostLines), `and ${left} more`] : lines;
}
