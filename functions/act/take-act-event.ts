import type * as z from 'zod';
import { readableIssues } from '../config/readable-issues.ts';
import { act } from './act.ts';
import type { FrontDeps } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import { actRequestSchema } from './act-request.ts';
import { followLink } from './follow-link.ts';
import { type PageAnswer, plainAnswer } from './page-answer.ts';
import { type PageRequest, pageRequestOf } from './page-request.ts';
import { takeSlackInteraction } from './slack-interaction.ts';

/** What comes by the HTTP API carries its own proof; whoever may invoke the function needs none. */
export async function takeActEvent(event: unknown, deps: FrontDeps): Promise<PageAnswer | ActOutcome> {
  const page = pageRequestOf(event);
  return page === undefined ? takeRequest(event, deps) : withoutBody(page, await answerPage(page, deps));
}

async function takeRequest(event: unknown, deps: FrontDeps): Promise<ActOutcome> {
  const request = actRequestSchema.safeParse(event);
  if (request.success) return act(request.data, deps);
  return { kind: 'refused', why: problemOf(event, request.error) };
}

/** The first problem, with its place: whoever asks corrects one thing at a time. */
function problemOf(event: unknown, error: z.ZodError): string {
  const issues = readableIssues(actRequestSchema, error, event);
  const [first] = issues;
  const isStrange = issues.some(({ path }) => ['', 'action', 'action.do'].includes(path));
  if (first === undefined || isStrange) return 'the request is not one that this version understands';
  return `${first.path}: ${first.message}`;
}

async function answerPage(request: PageRequest, deps: FrontDeps): Promise<PageAnswer> {
  const { method, path } = request;
  const token = /^\/act\/([^/]+)$/.exec(path)?.[1];
  if (token !== undefined) return followLink(token, request, deps);
  if (path === '/slack/interact' && method === 'POST') return takeSlackInteraction(request, deps);
  return plainAnswer(404, 'Not Found');
}

function withoutBody({ method }: PageRequest, answer: PageAnswer): PageAnswer {
  return method === 'HEAD' ? { ...answer, body: '' } : answer;
}
