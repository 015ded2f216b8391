import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { WebhookRequest } from '../../functions/core/webhook.ts';

const authentic = z.strictObject({
  verdict: z.literal('authentic'),
  events: z.array(z.record(z.string(), z.unknown())),
  gauges: z.array(z.record(z.string(), z.unknown())).optional(),
  ignored: z.array(z.string()),
});

const requestSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  secrets: z.array(z.string()),
  now: z.number().default(Date.UTC(2025, 5, 2, 14, 5)),
  /** Whether the signature covers the body; else it only proves who called. */
  bodySigned: z.boolean().default(true),
  /** How long the signature is good from `now` on; absent: for ever. */
  validForMs: z.number().optional(),
  expect: z.discriminatedUnion('verdict', [
    authentic,
    z.strictObject({ verdict: z.literal('refused'), why: z.string() }),
    z.strictObject({ verdict: z.literal('handshake'), status: z.number(), body: z.string() }),
  ]),
});

const busEventSchema = z.strictObject({ busEvent: z.record(z.string(), z.unknown()), expect: authentic });

type Named = { provider: string; name: string };
export type RequestFixture = z.output<typeof requestSchema> & Named;
export type BusFixture = z.output<typeof busEventSchema> & Named;

const folder = new URL('../../events/', import.meta.url);

/** Every request in `events/`, and every event of a bus. */
export function fixtures(): { requests: RequestFixture[]; busEvents: BusFixture[] } {
  const requests: RequestFixture[] = [];
  const busEvents: BusFixture[] = [];
  for (const { provider, name, json } of files()) {
    if ('busEvent' in json) busEvents.push({ ...parse(busEventSchema, json, name), provider, name });
    else requests.push({ ...parse(requestSchema, json, name), provider, name });
  }
  return { requests, busEvents };
}

function files(): (Named & { json: object })[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: provider }) =>
    readdirSync(new URL(`${provider}/`, folder)).map((file) => {
      const json = JSON.parse(readFileSync(new URL(`${provider}/${file}`, folder), 'utf8'));
      return { provider, name: file.replace('.json', ''), json };
    }),
  );
}

function parse<Output>(schema: z.ZodType<Output>, json: object, name: string): Output {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`fixture ${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function requestOf(fixture: Pick<RequestFixture, 'method' | 'url' | 'headers' | 'body'>): WebhookRequest {
  const { method, url, headers, body } = fixture;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { method, urls: [url], headers: Object.fromEntries(lower), body: Buffer.from(body) };
}
