import { parseJsonBody } from '../../core/json-body.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { type Reported, summarise, unreadable } from '../summary.ts';
import { bodySchema } from './payload.ts';
import { readEvent } from './read-event.ts';

/** So many events of one request are taken; the client sends a tenth. */
const mostEvents = 1000;

/** Reads `{"events":[…]}`. @param providers whose messages the application may tell of */
export function parserOf(providers: readonly string[]): (request: WebhookRequest) => Parsed {
  return ({ body }) => {
    const { data } = bodySchema.safeParse(parseJsonBody(body));
    return data
      ? summarise(readAll(data.events, providers))
      : { kind: 'malformed', why: 'no object with a list events' };
  };
}

function* readAll(events: readonly unknown[], providers: readonly string[]): Iterable<Reported> {
  for (const [index, item] of events.slice(0, mostEvents).entries())
    yield readEvent(item, `events[${index}]`, providers);
  if (events.length > mostEvents) yield unreadable(`events after the first ${mostEvents}`);
}
