import type { HttpAnswer, HttpRequest } from '../channels/channel.ts';
import { second } from '../core/time.ts';

/** Slack answers with the whole message that it was sent; more is of no use to anybody. */
const largestBody = 256 * 1024;

/**
 * Sends over HTTP with one deadline for everything. Never throws, follows no redirect, and never names the URL:
 * it may be the secret. An answer whose body stalls counts by its status.
 */
export function httpPost(deadlineMs: number = 5 * second): (request: HttpRequest) => Promise<HttpAnswer> {
  return async ({ url, headers, body, method = 'POST' }) => {
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
      return {
        kind: 'answered',
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await firstPart(response.body),
      };
    } catch (error) {
      return { kind: 'unreachable', failure: failureText(error, deadlineMs) };
    }
  };
}

async function firstPart(stream: Response['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= largestBody) break;
    }
  } catch {
    // The status has come; what is left of the body changes nothing.
  }
  return Buffer.concat(chunks).subarray(0, largestBody).toString('utf8');
}

function failureText(error: unknown, deadlineMs: number): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if (error.name === 'TimeoutError') return `no answer within ${deadlineMs / second} s`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : error.name;
}
