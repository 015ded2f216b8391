import type { ActOutcome, Refused } from '../act/act-outcome.ts';
import { type Problem, problem } from './problem.ts';

/** Why an action did nothing, if it did not. */
export function whyNotDone(outcome: ActOutcome): Problem | undefined {
  if (outcome.kind === 'unchanged') return problem(409, outcome.why);
  return outcome.kind === 'refused' ? refusal(outcome, 400) : undefined;
}

/** @param otherwise what it is where the request is understood, and cannot be done so */
export function refusal({ because, why }: Refused, otherwise: 400 | 422): Problem {
  if (because === 'unknown') return problem(404, why);
  if (because === 'ambiguous') return problem(409, why);
  return problem(because === 'busy' ? 503 : otherwise, why);
}
