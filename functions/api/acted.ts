import type { ActOutcome } from '../act/act-outcome.ts';
import { type Problem, problem } from './problem.ts';

/** Why an action did nothing, if it did not. */
export function whyNotDone(outcome: ActOutcome): Problem | undefined {
  if (outcome.kind === 'unchanged') return problem(409, outcome.why);
  if (outcome.kind !== 'refused') return undefined;
  const { because, why } = outcome;
  if (because === 'unknown') return problem(404, why);
  if (because === 'ambiguous') return problem(409, why);
  return problem(because === 'busy' ? 503 : 400, why);
}
