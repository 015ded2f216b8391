import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { WebhookRequest } from '../../functions/core/webhook.ts';

const fixtureSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  secrets: z.array(z.string()),
  now: z.number().default(Date.UTC(2025, 5, 2, 14, 5)),
  expect: z.discriminatedUnion('verdict', [
    z.strictObject({
      verdict: z.literal('authentic'),
      events: z.array(z.record(z.string(), z.unknown())),
      ignored: z.array(z.string()),
    }),
    z.strictObject({ verdict: z.literal('refused'), why: z.string() }),
  ]),
});
export type Fixture = z.output<typeof fixtureSchema> & { provider: string; name: string };

const folder = new URL('../../events/', import.meta.url);

/** Every request in `events/`. */
export function fixtures(): Fixture[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: provider }) =>
      readdirSync(new URL(`${provider}/`, folder)).map((file) => {
        const text = readFileSync(new URL(`${provider}/${file}`, folder), 'utf8');
        return { ...fixtureSchema.parse(JSON.parse(text)), provider, name: file.replace('.json', '') };
      }),
    );
}

export function requestOf(fixture: Pick<Fixture, 'method' | 'url' | 'headers' | 'body'>): WebhookRequest {
  const { method, url, headers, body } = fixture;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { method, urls: [url], headers: Object.fromEntries(lower), body: Buffer.from(body) };
}
