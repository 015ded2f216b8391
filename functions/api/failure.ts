import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { mayPass } from '../core/may-pass.ts';
import { second } from '../core/time.ts';
import { type Problem, problem } from './problem.ts';

/** The function is ended after 29 s, and then says nothing. */
const longest = 25 * second;

const tooLate = new HTTPException(503, { message: `no answer within ${longest / second} s` });

/** Ends a request that would not be answered any more. */
export const inTime = timeout(longest, tooLate);

/** What whoever asked is told of a request that failed on our side. */
export function failureProblem(error: unknown): Problem {
  if (error === tooLate)
    return again('this took too long: ask for less, such as a shorter range, or again in a moment');
  if (mayPass(error)) return again('what this is read from is busy or does not answer: ask again in a moment');
  return problem(500, 'this failed on our side and is logged: try again');
}

function again(detail: string): Problem {
  return { ...problem(503, detail), headers: { 'retry-after': '5' } };
}
