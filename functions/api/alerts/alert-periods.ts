import type { Alert } from '../../core/alert.ts';
import type { Severity } from '../../core/severity.ts';
import type { Span } from '../../query/bucket.ts';

/** A time in which an alert fired; it still does if it has no end. Epoch milliseconds. */
export type FiringPeriod = { from: number; to?: number; severity?: Severity };

/**
 * When an alert fired, as far as it remembers: its last episode, and what its last changes say of those before. Where
 * one began that is only known to have ended is not known.
 */
export function firingPeriods(alert: Alert): FiringPeriod[] {
  const { changes = [], state, firedAt, resolvedAt, severity, peak } = alert;
  const fires = state === 'firing' ? 0 : 1;
  const turns = new Map<number, boolean>(
    changes.map((at, index) => [at, (changes.length - 1 - index) % 2 === fires] as const),
  );
  if (firedAt !== undefined) turns.set(firedAt, true);
  if (state !== 'firing' && resolvedAt !== undefined && firedAt !== undefined) turns.set(resolvedAt, false);
  const periods: FiringPeriod[] = [];
  for (const [at, begins] of [...turns].sort(([a], [b]) => a - b)) {
    const last = periods.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (begins && !isOpen) periods.push({ from: at });
    else if (!begins && isOpen) last.to = at;
  }
  const worst = severity ?? peak;
  return periods.map((one) => ({ ...one, ...(one.from === firedAt && worst && { severity: worst }) }));
}

/** The parts of periods that lie in a span. */
export function periodsWithin(periods: readonly FiringPeriod[], { from, to }: Span): FiringPeriod[] {
  return periods
    .filter((one) => one.from < to && (one.to === undefined || one.to > from))
    .map((one) => ({
      ...one,
      from: Math.max(one.from, from),
      ...(one.to !== undefined && { to: Math.min(one.to, to) }),
    }));
}
