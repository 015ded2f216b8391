import * as z from 'zod';

/** The part of an HTTP API event (payload version 2) that pages need. */
const eventSchema = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

export type PageRequest = {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Exactly as sent. */
  body: string;
};

/** Reads an event of the HTTP API; `undefined` if it is none. */
export function pageRequestOf(event: unknown): PageRequest | undefined {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) return undefined;
  const { rawPath, headers, body, isBase64Encoded, requestContext } = parsed.data;
  return {
    method: requestContext.http.method,
    path: rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString('utf8'),
  };
}
