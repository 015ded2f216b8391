import type { Alert } from './alert.ts';
import { close } from './step.ts';
import { minuteStart } from './time.ts';

/** `why`: a sentence for whoever asked. */
export type ResolvedByHand = { kind: 'closed'; alert: Alert } | { kind: 'unchanged'; why: string };

/**
 * What becomes of an alert that somebody closes. It counts as not having been bad, nor as flapping: if its condition
 * goes on, it is pending from the next look on, fires again after its hold, and its cooldown still counts.
 *
 * @param now epoch milliseconds
 */
export function resolveByHand(alert: Alert, now: number): ResolvedByHand {
  const { state, firedAt, flappingSince } = alert;
  const rests = state === 'inactive' || firedAt === undefined;
  if (rests && flappingSince === undefined) return { kind: 'unchanged', why: whyNot(state) };
  // A look at a minute that is over would find what was true before it was closed.
  const tick = Math.max(alert.tick, minuteStart(now));
  const { flappingSince: _, changes: __, ...closed } = close(alert, tick, 'by-hand');
  return { kind: 'closed', alert: closed };
}

function whyNot(state: Alert['state']): string {
  if (state === 'pending') return 'it is pending: it has not fired, and nobody was told';
  return 'it does not fire any more';
}
