import type { OwnIds } from '../../core/event-base.ts';
import { parseJsonBody } from '../../core/json-body.ts';
import { ownIdNames, ownIds } from '../../core/own-ids.ts';
import type { Parsed } from '../provider.ts';
import { ignored, summarise, type Told, unreadable } from '../summary.ts';
import { readCall } from './call.ts';
import { queryOf } from './content.ts';
import { readFault } from './fault.ts';
import { type Field, isObject, jsonField, member } from './field.ts';
import { readInbound } from './inbound.ts';
import { parseForm } from './parse-form.ts';
import type { Source } from './source.ts';
import { readStatus } from './status.ts';
import { timeOf } from './values.ts';

type CloudEvent = { type: string; data: Record<string, unknown>; source: Source };
type Reader = (event: CloudEvent, url: string) => Told;

/** Event types by how they begin: https://www.twilio.com/docs/events/event-types-overview */
const readers: readonly (readonly [string, Reader])[] = [
  ['com.twilio.messaging.message.', readMessage],
  ['com.twilio.messaging.inbound-message.received', ({ source }) => readInbound(source)],
  ['com.twilio.voice.status-callback.call.', readVoice],
  ['com.twilio.voice.status-callback.amd.', readVoice],
  // The former name.
  ['com.twilio.voice.webhook.status-callback.call.', readVoice],
  ['com.twilio.error-logs.', ({ source }, url) => readFault(source, url)],
];

/**
 * What a sink of Event Streams sends: one CloudEvent, or a list of them. Whatever cannot be read of a batch, the rest
 * counts. https://www.twilio.com/docs/events/webhook-quickstart
 */
export function parseEventStream(body: Buffer, url: string): Parsed {
  const told = parseJsonBody(body);
  return summarise(readAll(Array.isArray(told) ? told : [told], url));
}

function* readAll(items: readonly unknown[], url: string): Iterable<Told> {
  for (const item of items) {
    const event = cloudEvent(item);
    const told = event ? read(event, url) : unreadable('CloudEvent');
    yield event && 'unreadable' in told ? unreadable(event.type.slice(0, 64)) : told;
  }
}

function cloudEvent(item: unknown): CloudEvent | undefined {
  const type = member(item, 'type');
  if (typeof type !== 'string' || !isObject(item)) return undefined;
  const told = member(item, 'data');
  const data = isObject(told) ? told : {};
  const field = jsonField(data);
  const at = timeOf(field('Timestamp')) ?? timeOf(jsonField(item)('Time'));
  return { type, data, source: { field: withAccount(field, item), ownIds: undefined, at } };
}

/** Some inbound messages name their account in the event's source only: `/2010-04-01/Accounts/AC…/Messages/SM…`. */
function withAccount(field: Field, event: object): Field {
  return (name) => {
    const value = field(name);
    if (value !== undefined || name !== 'AccountSid') return value;
    const source = member(event, 'source');
    return typeof source === 'string' ? /\/Accounts\/(AC[0-9a-f]{32})\b/i.exec(source)?.[1] : undefined;
  };
}

function read(event: CloudEvent, url: string): Told {
  const reader = readers.find(([start]) => event.type.startsWith(start))?.[1];
  return reader ? reader(event, url) : ignored(event.type);
}

function readMessage({ type, data, source }: CloudEvent): Told {
  const url = source.field('StatusCallBackUrl') ?? source.field('StatusCallbackUrl');
  const field = fallback(source.field, 'MessageStatus', type);
  return readStatus({ ...source, field, ownIds: idsOf(member(data, 'tags'), url) });
}

/** The parameters of the callback that the event is about, as the form would have them. */
function readVoice({ type, data, source }: CloudEvent): Told {
  const request = member(data, 'request');
  const url = member(request, 'url');
  const parameters = member(request, 'parameters');
  const inner = jsonField(isObject(parameters) ? parameters : {});
  const outer = source.field;
  const field: Field = (name) => inner(name) ?? outer(name) ?? (name === 'CallSid' ? outer('Sid') : undefined);
  const ids = idsOf(undefined, typeof url === 'string' ? url : undefined);
  // A call that is over may have ended in any way: only its parameters tell.
  const named = type.endsWith('.completed') || type.includes('.amd.') ? field : fallback(field, 'CallStatus', type);
  return readCall({ ...source, field: named, ownIds: ids });
}

/** The end of an event's type stands for a status that the data leave out. */
function fallback(field: Field, status: string, type: string): Field {
  return (name) => field(name) ?? (name === status ? type.slice(type.lastIndexOf('.') + 1) : undefined);
}

/** Tags before the query of the callback. */
function idsOf(tags: unknown, url: string | undefined): OwnIds {
  const ids: [string, string][] = [];
  for (const name of ownIdNames) {
    const value = member(tags, name);
    if (typeof value === 'string') ids.push([name, value]);
  }
  return ownIds([...ids, ...parseForm(queryOf(url ?? ''))]);
}
