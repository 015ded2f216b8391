import { type Problem, type ProblemStatus, problem } from '../problem.ts';

/** Why somebody was not let in: what the metric and the security log tell apart. */
export type RefusalReason = 'unknown-token' | 'scope' | 'tenant' | 'user' | 'rate';
export type Refused = { kind: 'refused'; reason: RefusalReason; problem: Problem };

/** @param detail what to change */
export function refused(
  reason: RefusalReason,
  status: ProblemStatus,
  detail: string,
  headers?: Problem['headers'],
): Refused {
  return { kind: 'refused', reason, problem: { ...problem(status, detail), ...(headers && { headers }) } };
}
