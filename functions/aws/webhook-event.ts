import * as z from 'zod';
import { type WebhookAnswer, type WebhookRequest, webhookSuffixes } from '../core/webhook.ts';

/** The part of an HTTP API event (payload version 2) that a webhook needs. */
const eventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }) }),
});

/** Which bases the URLs that providers call may have: the configured one, else the API's own; more on one machine. */
export type PublicBases = { publicUrl: string | undefined; localUrls: readonly string[] };

export type IncomingWebhook = { provider: string; tenant: string; request: WebhookRequest };

/**
 * Reads an HTTP API event. The base of the URL never comes from headers, which anyone can set.
 * @throws Error if it is no event of payload version 2.0: a REST API's holds the query decoded, which is not what was signed
 */
export function webhookOf(event: unknown, bases: PublicBases): IncomingWebhook {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new Error('no event of an HTTP API or function URL (payload version 2.0)');
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = parsed.data;
  const path = rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`;
  const [, , provider = '', tenant = ''] = rawPath.split('/');
  return {
    provider,
    tenant: tenant === '' || webhookSuffixes.includes(tenant) ? 'main' : tenant,
    request: {
      method: requestContext.http.method,
      urls: [bases.publicUrl ?? `https://${requestContext.domainName}`, ...bases.localUrls].map((base) => base + path),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    },
  };
}

/** An answer in the form that the HTTP API wants. */
export function httpResult(answer: WebhookAnswer) {
  return {
    statusCode: answer.status,
    body: answer.body ?? '',
    headers: answer.contentType === undefined ? {} : { 'content-type': answer.contentType },
  };
}
