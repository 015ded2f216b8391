import type { OwnIds } from '../../core/event-base.ts';
import { parseJsonBody } from '../../core/json-body.ts';
import { ownIdNames, ownIds } from '../../core/own-ids.ts';
import type { ProviderEvent } from '../../core/provider-event.ts';
import type { Parsed } from '../provider.ts';
import { readCall } from './call.ts';
import { queryOf } from './content.ts';
import { readFault } from './fault.ts';
import { type Field, isObject, jsonField, member } from './field.ts';
import { readInbound } from './inbound.ts';
import { parseForm } from './parse-form.ts';
import { readStatus } from './status.ts';
import type { Reading, Told } from './told.ts';
import { timeOf } from './values.ts';

type CloudEvent = { type: string; data: Record<string, unknown>; told: Told };
type Reader = (event: CloudEvent, url: string) => Reading;

/** Event types by how they begin: https://www.twilio.com/docs/events/event-types-overview */
const readers: readonly (readonly [string, Reader])[] = [
  ['com.twilio.messaging.message.', readMessage],
  ['com.twilio.messaging.inbound-message.received', ({ told }) => readInbound(told)],
  ['com.twilio.voice.status-callback.call.', readVoice],
  ['com.twilio.voice.status-callback.amd.', readVoice],
  // The former name.
  ['com.twilio.voice.webhook.status-callback.call.', readVoice],
  ['com.twilio.error-logs.', ({ told }, url) => readFault(told, url)],
];

/** More names than these help nobody. */
const maxIgnored = 16;

/**
 * What a sink of Event Streams sends: one CloudEvent, or a list of them. Whatever cannot be read of a batch, the rest
 * counts. https://www.twilio.com/docs/events/webhook-quickstart
 */
export function parseEventStream(body: Buffer, url: string): Parsed {
  const told = parseJsonBody(body);
  const events: ProviderEvent[] = [];
  const names = new Set<string>();
  let known = 0;
  for (const item of Array.isArray(told) ? told : [told]) {
    const event = cloudEvent(item);
    if (event) known += 1;
    const reading = event ? read(event, url) : ({ kind: 'ignored', what: 'no CloudEvent' } as const);
    if (reading.kind === 'event') events.push(reading.event);
    else if (names.size < maxIgnored) names.add(nameOf(reading, event?.type ?? ''));
  }
  if (known === 0) return { kind: 'malformed', why: 'the body is no CloudEvent' };
  return { kind: 'parsed', events, ignored: [...names] };
}

function cloudEvent(item: unknown): CloudEvent | undefined {
  const type = member(item, 'type');
  if (typeof type !== 'string' || !isObject(item)) return undefined;
  const told = member(item, 'data');
  const data = isObject(told) ? told : {};
  const field = jsonField(data);
  const at = timeOf(field('Timestamp')) ?? timeOf(jsonField(item)('Time'));
  return { type, data, told: { field: withAccount(field, item), ownIds: undefined, at } };
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

function read(event: CloudEvent, url: string): Reading {
  const reader = readers.find(([start]) => event.type.startsWith(start))?.[1];
  return reader ? reader(event, url) : { kind: 'ignored', what: event.type.slice(0, 64) };
}

function nameOf(reading: Exclude<Reading, { kind: 'event' }>, type: string): string {
  return reading.kind === 'ignored' ? reading.what : `unreadable ${type}`.slice(0, 64);
}

function readMessage({ type, data, told }: CloudEvent): Reading {
  const url = told.field('StatusCallBackUrl') ?? told.field('StatusCallbackUrl');
  const field = fallback(told.field, 'MessageStatus', type);
  return readStatus({ ...told, field, ownIds: idsOf(member(data, 'tags'), url) });
}

/** The parameters of the callback that the event is about, as the form would have them. */
function readVoice({ type, data, told }: CloudEvent): Reading {
  const request = member(data, 'request');
  const url = member(request, 'url');
  const parameters = member(request, 'parameters');
  const inner = jsonField(isObject(parameters) ? parameters : {});
  const outer = told.field;
  const field: Field = (name) => inner(name) ?? outer(name) ?? (name === 'CallSid' ? outer('Sid') : undefined);
  const ids = idsOf(undefined, typeof url === 'string' ? url : undefined);
  // A call that is over may have ended in any way: only its parameters tell.
  const named = type.endsWith('.completed') || type.includes('.amd.') ? field : fallback(field, 'CallStatus', type);
  return readCall({ ...told, field: named, ownIds: ids });
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
