import type { ProviderEvent } from '../../core/provider-event.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { bodySchema, changeSchema, type Entry, entrySchema } from './payload.ts';
import { readMessages, readPreferences } from './read-messages.ts';
import { readAccount, readNumber, readReview, readTemplate } from './read-news.ts';
import type { Told } from './told.ts';

/** Readers of the fields that an app may subscribe to. */
const fields: Readonly<Record<string, (value: unknown, entry: Entry) => Iterable<Told>>> = {
  messages: readMessages,
  user_preferences: readPreferences,
  message_template_status_update: (value, entry) => [readTemplate(value, entry)],
  phone_number_quality_update: (value, entry) => [readNumber(value, entry)],
  account_update: (value, entry) => [readAccount(value, entry)],
  account_review_update: (value, entry) => [readReview(value, entry)],
};

/** After so many items that make no sense nobody reads on. */
const mostUnreadable = 20;
/** So many names of what is not counted are enough for a log line. */
const mostNames = 20;

/**
 * Everything that a webhook tells: Meta sends many statuses at once, of several numbers and accounts. An item that
 * cannot be read does not take the others with it; it is named among what is not counted.
 */
export function parse(request: WebhookRequest): Parsed {
  const body = bodySchema.safeParse(parseJson(request.body)).data;
  if (body === undefined) return { kind: 'malformed', why: 'no webhook of the Graph API' };
  if (body.object !== 'whatsapp_business_account') return summary([{ ignored: `object ${body.object.slice(0, 32)}` }]);
  return summary(readEntries(body.entry));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}

function* readEntries(entries: readonly unknown[]): Iterable<Told> {
  for (const item of entries) {
    const entry = entrySchema.safeParse(item).data;
    if (entry === undefined) yield { unreadable: 'entry' };
    for (const change of entry?.changes ?? []) if (entry) yield* readChange(change, entry);
  }
}

function* readChange(item: unknown, entry: Entry): Iterable<Told> {
  const change = changeSchema.safeParse(item).data;
  if (change === undefined) yield { unreadable: 'change' };
  else if (Object.hasOwn(fields, change.field)) yield* fields[change.field]?.(change.value, entry) ?? [];
  else yield { ignored: `field ${change.field.slice(0, 64)}` };
}

function summary(all: Iterable<Told>): Parsed {
  const events: ProviderEvent[] = [];
  const names = new Set<string>();
  let unreadable = 0;
  for (const told of all) {
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
