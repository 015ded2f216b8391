import type { OwnIds } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';
import { remember } from '../../core/remember.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { ignored, type Told, unreadable } from '../summary.ts';
import { otherCallNews, readCall } from './call.ts';
import { contentOf, queryOf } from './content.ts';
import { parseEventStream } from './event-stream.ts';
import { readFault } from './fault.ts';
import { type Field, formField } from './field.ts';
import { isInbound, readInbound } from './inbound.ts';
import { parseForm } from './parse-form.ts';
import type { Source } from './source.ts';
import { readStatus } from './status.ts';

/** Recognises by its parameters what a request is about: all of Twilio's webhooks may go to one URL. */
export function parse(request: WebhookRequest, url: string): Parsed {
  const { isJson, parameters } = contentOf(request);
  if (isJson) return parseEventStream(request.body, url);
  const field = formField(parameters);
  const told = readForm({ field, ownIds: idsOf(url) }, url);
  if ('ignored' in told) return { kind: 'parsed', events: [], ignored: [told.ignored] };
  if ('unreadable' in told) return { kind: 'malformed', why: told.unreadable };
  // Names and values are signed without anything between them: what has no account may have been cut elsewhere.
  if (told.event.account === undefined) return { kind: 'malformed', why: 'no AccountSid' };
  return { kind: 'parsed', events: [told.event], ignored: [] };
}

function readForm(source: Source, url: string): Told {
  const { field } = source;
  if (field('CallSid') !== undefined) return readCall(source);
  if (isAboutMessage(field)) return isInbound(field) ? readInbound(source) : readStatus(source);
  if (field('Level') !== undefined || field('PayloadType') !== undefined) return readFault(source, url);
  const news = otherCallNews(field);
  return news === undefined ? unreadable('no MessageSid, CallSid or Level') : ignored(news);
}

export function isAboutMessage(field: Field): boolean {
  const told = field('MessageSid') ?? field('MessageStatus') ?? field('SmsSid') ?? field('SmsStatus');
  return told !== undefined;
}

/** The query is part of what Twilio signs. */
function idsOf(url: string): OwnIds | undefined {
  const query = queryOf(url);
  return query === '' ? undefined : idsOfQuery(query);
}

/** All callbacks of a message have the same query. */
const idsOfQuery = remember(2000, (query) => ownIds(parseForm(query)));
