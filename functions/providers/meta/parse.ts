import { parseJsonBody } from '../../core/json-body.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { summarise, type Told } from '../summary.ts';
import { bodySchema, changeSchema, type Entry, entrySchema } from './payload.ts';
import { readMessages, readPreferences } from './read-messages.ts';
import { readAccount, readNumber, readReview, readTemplate } from './read-news.ts';

/** Readers of the fields that an app may subscribe to. */
const fields: Readonly<Record<string, (value: unknown, entry: Entry) => Iterable<Told>>> = {
  messages: readMessages,
  user_preferences: readPreferences,
  message_template_status_update: (value, entry) => [readTemplate(value, entry)],
  phone_number_quality_update: (value, entry) => [readNumber(value, entry)],
  account_update: (value, entry) => [readAccount(value, entry)],
  account_review_update: (value, entry) => [readReview(value, entry)],
};

/**
 * Everything that a webhook tells: Meta sends many statuses at once, of several numbers and accounts. An item that
 * cannot be read does not take the others with it; it is named among what is not counted.
 */
export function parse(request: WebhookRequest): Parsed {
  const body = bodySchema.safeParse(parseJsonBody(request.body)).data;
  if (body === undefined) return { kind: 'malformed', why: 'no webhook of the Graph API' };
  if (body.object !== 'whatsapp_business_account')
    return summarise([{ ignored: `object ${body.object.slice(0, 32)}` }]);
  return summarise(readEntries(body.entry));
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
