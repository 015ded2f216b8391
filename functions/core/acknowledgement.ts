import type { Alert } from './alert.ts';
import { type Actor, type Handled, type Handling, presentHandling, worstOfEpisode } from './handling.ts';
import { isWorse, type Severity, severities } from './severity.ts';

/** Milliseconds. */
export type AcknowledgementRules = {
  /** After that long, whoever has taken an alert on is asked to confirm it; absent: never. */
  remindAfter?: number | undefined;
  /** What is not confirmed within that time is no longer acknowledged. */
  confirmWithin: number;
  /** How soon somebody has to have acknowledged an alert of each severity. */
  respondWithin: Partial<Record<Severity, number>>;
};

/** `ending`: since `since` it is to be confirmed, by acknowledging once more. */
export type Acknowledgement =
  | { kind: 'none' }
  | { kind: 'held'; by: Actor; at: number }
  | { kind: 'ending'; by: Actor; at: number; since: number };

const none: Acknowledgement = { kind: 'none' };

/**
 * Whether somebody has an alert in hand (SEMANTICS 4.8.6). That is over with the episode, when it becomes worse than
 * it had been, and at its own end, which a reminder comes before: as long before as there is to confirm it, but in the
 * second half of what somebody asked for.
 *
 * @param now the evaluated tick
 */
export function acknowledgement(
  handling: Handling | undefined,
  alert: Handled,
  rules: AcknowledgementRules,
  now: number,
): Acknowledgement {
  const given = presentHandling(handling, alert)?.acknowledged;
  if (given === undefined || isWorse(worstOfEpisode(alert), given.severity)) return none;
  const { by, at } = given;
  const end = endOf(given, rules);
  if (end === undefined || now < end.since) return { kind: 'held', by, at };
  return now < end.over ? { kind: 'ending', by, at, since: end.since } : none;
}

function endOf({ at, until }: { at: number; until?: number | undefined }, rules: AcknowledgementRules) {
  const { remindAfter, confirmWithin } = rules;
  if (until !== undefined) return { since: Math.max(until - confirmWithin, (at + until) / 2), over: until };
  if (remindAfter === undefined) return undefined;
  return { since: at + remindAfter, over: at + remindAfter + confirmWithin };
}

/**
 * How many alerts of each severity fire for longer than people have to respond, and nobody has them in hand. A severity
 * without such a time is not counted.
 *
 * @param alerts of one tenant, without those that are muted
 * @param handlings by the alert's id
 */
export function overdueResponses(
  alerts: readonly Alert[],
  handlings: ReadonlyMap<string, Handling>,
  rules: AcknowledgementRules,
  now: number,
): Partial<Record<Severity, number>> {
  const overdue = alerts.filter((alert) => isOverdue(alert, handlings.get(alert.id), rules, now));
  const counted = severities.filter((severity) => rules.respondWithin[severity] !== undefined);
  return Object.fromEntries(
    counted.map((severity) => [severity, overdue.filter((alert) => worstOfEpisode(alert) === severity).length]),
  );
}

function isOverdue(alert: Alert, handling: Handling | undefined, rules: AcknowledgementRules, now: number): boolean {
  const severity = worstOfEpisode(alert);
  if (alert.state !== 'firing' || alert.firedAt === undefined || severity === undefined) return false;
  const within = rules.respondWithin[severity];
  if (within === undefined || now - alert.firedAt < within) return false;
  return acknowledgement(handling, alert, rules, now).kind === 'none';
}
