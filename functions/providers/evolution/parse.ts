import type { ProviderEvent } from '../../core/provider-event.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { type Body, bodySchema } from './payload.ts';
import { readConnection } from './read-connection.ts';
import { readMessage } from './read-message.ts';
import { readSent, readUpdate } from './read-status.ts';
import type { Told } from './told.ts';

const readers: Readonly<Record<string, (item: unknown, body: Body) => Told>> = {
  'messages.update': readUpdate,
  'messages.upsert': readMessage,
  'send.message': readSent,
  'connection.update': readConnection,
};

/** After so many items that make no sense nobody reads on. */
const mostUnreadable = 20;
/** So many names of what is not counted are enough for a log line. */
const mostNames = 20;

/** What a webhook of the gateway tells: of one item or of several, by version. Other events are named and left alone. */
export function parse(request: WebhookRequest): Parsed {
  const body = bodySchema.safeParse(parseJson(request.body)).data;
  if (body === undefined) return { kind: 'malformed', why: 'no webhook of the Evolution API' };
  const event = body.event.toLowerCase().replaceAll('_', '.');
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  if (reader === undefined) return { kind: 'parsed', events: [], ignored: [`event ${event.slice(0, 64)}`] };
  const items: readonly unknown[] = Array.isArray(body.data) ? body.data : [body.data];
  return summary(items, (item) => reader(item, body));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}

function summary(items: readonly unknown[], read: (item: unknown) => Told): Parsed {
  const events: ProviderEvent[] = [];
  const names = new Set<string>();
  let unreadable = 0;
  for (const item of items) {
    const told = read(item);
    if ('event' in told) events.push(told.event);
    else if (names.size < mostNames) names.add('ignored' in told ? told.ignored : `unreadable ${told.unreadable}`);
    if ('unreadable' in told) unreadable += 1;
    if (unreadable > mostUnreadable) break;
  }
  const nothingElse = events.length === 0 && unreadable > 0;
  return nothingElse
    ? { kind: 'malformed', why: [...names].join(', ') }
    : { kind: 'parsed', events, ignored: [...names] };
}
