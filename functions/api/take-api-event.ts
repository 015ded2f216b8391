import type { Hono } from 'hono';
import * as z from 'zod';
import type { ApiEnv } from './app.ts';
import { gatewayAnswerOf, gatewayEventSchema, originOf, requestOf } from './gateway-event.ts';
import { problem } from './problem.ts';

/** What the command line sends: whoever may invoke the function needs no token. */
export const directRequestSchema = z.strictObject({
  direct: z.object({ name: z.string().min(1).max(200) }),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  /** With its query. */
  path: z.string().startsWith('/'),
  body: z.json().optional(),
});
export type DirectRequest = z.input<typeof directRequestSchema>;

/** `body`: as text; of which type it is, the headers tell. */
export const directAnswerSchema = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type DirectAnswer = z.infer<typeof directAnswerSchema>;

/**
 * Takes what comes by the HTTP API, and what comes directly. The HTTP API makes its events itself, so nobody who comes
 * that way can pass for the other.
 */
export async function takeApiEvent(event: unknown, app: Hono<ApiEnv>): Promise<unknown> {
  const direct = directRequestSchema.safeParse(event);
  if (direct.success) return answerDirectly(direct.data, app);
  const asked = gatewayEventSchema.parse(event);
  const request = readRequest(asked);
  if (request === undefined) return unreadable;
  return gatewayAnswerOf(await app.fetch(request, { origin: originOf(asked) }));
}

/** `undefined`: no such header can be. What was in it, a token perhaps, is to stand in no log. */
function readRequest(asked: Parameters<typeof requestOf>[0]): Request | undefined {
  try {
    return requestOf(asked);
  } catch {
    return undefined;
  }
}

const unreadable = {
  statusCode: 400,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  body: JSON.stringify(problem(400, 'a header or the method cannot be read: write headers in printable ASCII').body),
  isBase64Encoded: false,
};

async function answerDirectly(
  { direct, method, path, body }: z.output<typeof directRequestSchema>,
  app: Hono<ApiEnv>,
): Promise<DirectAnswer> {
  const request = new Request(`https://wirewatch.invalid${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request, { origin: { direct: direct.name } });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
