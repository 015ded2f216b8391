import * as z from 'zod';

/** A webhook that the journal could not take yet. Headers and body are as sent. */
export const spilledRequestSchema = z.object({
  tenant: z.string(),
  providerName: z.string(),
  request: z.object({
    method: z.string(),
    urls: z.array(z.string()),
    headers: z.record(z.string(), z.string()),
    body: z.base64().transform((text): Buffer => Buffer.from(text, 'base64')),
  }),
  /** The URL that was found signed; absent: the signature could not be checked yet. */
  url: z.string().optional(),
  /** Product time of receipt. */
  receivedAt: z.number(),
  /** Wall-clock time of receipt: signatures that carry a time are judged by it. */
  receivedWall: z.number(),
});
export type SpilledRequest = z.output<typeof spilledRequestSchema>;

/** The JSON of a spilled request, read back by {@link spilledRequestSchema}. */
export function spilledText(spilled: SpilledRequest): string {
  return JSON.stringify({ ...spilled, request: { ...spilled.request, body: spilled.request.body.toString('base64') } });
}
