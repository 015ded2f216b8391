import type { WebhookRequest } from '../../core/webhook.ts';
import { type Parameter, parseForm } from './parse-form.ts';

/** What a request carries: JSON, or parameters. */
export type Content = { isJson: boolean; parameters: readonly Parameter[] };

let latest: { request: WebhookRequest; content: Content } | undefined;

/** Verifying, parsing and answering a request read it in turn: what the latest one carries is kept. */
export function contentOf(request: WebhookRequest): Content {
  if (latest?.request !== request) latest = { request, content: read(request) };
  return latest.content;
}

/** By GET the parameters come in the query. */
function read(request: WebhookRequest): Content {
  if (request.method === 'GET') return { isJson: false, parameters: parseForm(queryOf(request.urls[0] ?? '')) };
  const json = isJson(request);
  return { isJson: json, parameters: json ? [] : parseForm(request.body.toString('utf8')) };
}

/**
 * JSON requests are signed over the URL alone, which then carries the hash of the body. Event Streams name several
 * content types, so the hash decides too.
 */
function isJson({ headers, urls }: WebhookRequest): boolean {
  return /json/i.test(headers['content-type'] ?? '') || urls.some((url) => url.includes('bodySHA256='));
}

/** The query of a URL, encoded as it came; empty if it has none. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}
