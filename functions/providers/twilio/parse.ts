import type { OwnIds } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { otherCallNews, readCall } from './call.ts';
import { contentOf, queryOf } from './content.ts';
import { parseEventStream } from './event-stream.ts';
import { readFault } from './fault.ts';
import { type Field, formField } from './field.ts';
import { isInbound, readInbound } from './inbound.ts';
import { parseForm } from './parse-form.ts';
import { readStatus } from './status.ts';
import { ignored, type Reading, type Told, unreadable } from './told.ts';

/** Recognises by its parameters what a request is about: all of Twilio's webhooks may go to one URL. */
export function parse(request: WebhookRequest, url: string): Parsed {
  const { isJson, parameters } = contentOf(request);
  if (isJson) return parseEventStream(request.body, url);
  const field = formField(parameters);
  const reading = readForm({ field, ownIds: idsOf(url) }, url);
  if (reading.kind === 'ignored') return { kind: 'parsed', events: [], ignored: [reading.what] };
  if (reading.kind === 'unreadable') return { kind: 'malformed', why: reading.why };
  // Names and values are signed without anything between them: what has no account may have been cut elsewhere.
  if (reading.event.account === undefined) return { kind: 'malformed', why: 'no AccountSid' };
  return { kind: 'parsed', events: [reading.event], ignored: [] };
}

function readForm(told: Told, url: string): Reading {
  const { field } = told;
  if (field('CallSid') !== undefined) return readCall(told);
  if (isAboutMessage(field)) return isInbound(field) ? readInbound(told) : readStatus(told);
  if (field('Level') !== undefined || field('PayloadType') !== undefined) return readFault(told, url);
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
  return query === '' ? undefined : ownIds(parseForm(query));
}
