import { act } from '../act/act.ts';
import { type ActRequest, actRequestSchema } from '../act/act-request.ts';
import { readableIssues } from '../config/readable-issues.ts';
import { refusal } from './acted.ts';
import type { DoneAnswer } from './answers/alerts.ts';
import { type Context, type Outcome, ok } from './endpoint.ts';
import { problem } from './problem.ts';

type Action = ActRequest['action'];

/**
 * Does what a caller asks for; what it changes is audited under the caller's name.
 * @param about what it is about, for the answer that it was left as it is: `alert 7f3a9c`
 */
export async function actFor(context: Context, action: Action, about: string): Promise<Outcome<DoneAnswer>> {
  const { tenant, caller, deps } = context;
  const request = { tenant, by: { name: caller.name, via: caller.via }, action };
  const parsed = actRequestSchema.safeParse(request);
  if (!parsed.success) return unreadable(readableIssues(actRequestSchema, parsed.error, request));
  const outcome = await act(parsed.data, deps.act);
  if (outcome.kind === 'refused') return refusal(outcome, 422);
  if (outcome.kind === 'unchanged')
    return ok({ changes: [], unchanged: [{ what: about, why: outcome.why }], notes: [] });
  if (outcome.kind !== 'done') throw new Error(`an action was answered with ${outcome.kind}`);
  const { changes, unchanged, notes = [] } = outcome;
  return ok({ changes, unchanged, notes });
}

function unreadable(issues: readonly { path: string; message: string }[]): Outcome<DoneAnswer> {
  const [first] = issues.map(({ path, message }) => ({ path: path.replace(/^action\.?/, ''), message }));
  return problem(400, first === undefined ? 'the request cannot be read' : `${first.path}: ${first.message}`);
}
