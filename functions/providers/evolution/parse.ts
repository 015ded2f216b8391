import { parseJsonBody } from '../../core/json-body.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { summarise, type Told } from '../summary.ts';
import { type Body, bodySchema } from './payload.ts';
import { readConnection } from './read-connection.ts';
import { readMessage } from './read-message.ts';
import { readSent, readUpdate } from './read-status.ts';

type Reader = (item: unknown, body: Body) => Told;

const readers: Readonly<Record<string, Reader>> = {
  'messages.update': readUpdate,
  'messages.upsert': readMessage,
  'send.message': readSent,
  'connection.update': readConnection,
};

/** What a webhook of the gateway tells: of one item or of several, by version. Other events are named and left alone. */
export function parse(request: WebhookRequest): Parsed {
  const body = bodySchema.safeParse(parseJsonBody(request.body)).data;
  if (body === undefined) return { kind: 'malformed', why: 'no webhook of the Evolution API' };
  const event = body.event.toLowerCase().replaceAll('_', '.');
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  if (reader === undefined) return { kind: 'parsed', events: [], ignored: [`event ${event.slice(0, 64)}`] };
  const items: readonly unknown[] = Array.isArray(body.data) ? body.data : [body.data];
  return summarise(readAll(items, reader, body));
}

function* readAll(items: readonly unknown[], reader: Reader, body: Body): Iterable<Told> {
  for (const item of items) yield reader(item, body);
}
