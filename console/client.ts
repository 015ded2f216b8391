import type { Deed } from './question.ts';
import type { Session } from './state.ts';
import type { Reply } from './store.ts';

const patienceMs = 28_000;

/** @param path from the page's folder on: `v1/alerts?state=firing` */
export async function askApi(path: string, session: Session): Promise<Reply> {
  return reply(path, { headers: headersOf(session), cache: 'no-cache' });
}

export async function sendDeed({ method, path, body }: Deed, session: Session): Promise<Reply> {
  const headers = { ...headersOf(session), 'content-type': 'application/json' };
  return reply(path, { method, headers, body: JSON.stringify(body ?? {}) });
}

function headersOf({ token, name }: Session): Record<string, string> {
  // A header holds no letters but ours, and the API reads it so.
  const typed = encodeURIComponent(name.trim().toWellFormed());
  return { authorization: `Bearer ${token ?? ''}`, ...(typed !== '' && { 'x-wirewatch-name': typed }) };
}

async function reply(path: string, request: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    if (response.ok) return { kind: 'answer', text };
    const why = problemText(response, text);
    return response.status === 401 ? { kind: 'signed-out', why } : { kind: 'problem', why };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'problem', why: late ? 'the API does not answer' : 'the API cannot be reached' };
  }
}

function problemText(response: Response, text: string): string {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return `the API answered ${response.status}`;
  const { detail, message }: { detail?: string; message?: string } = JSON.parse(text);
  return detail ?? message ?? `the API answered ${response.status}`;
}
