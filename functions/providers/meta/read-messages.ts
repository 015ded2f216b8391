import { newsId } from '../../core/news-id.ts';
import { maskNumber } from '../../core/phone.ts';
import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { type Entry, errorSchema, type Metadata, messagesSchema, preferenceSchema } from './payload.ts';
import { readMessage } from './read-message.ts';
import { readStatus } from './read-status.ts';
import { address, errorCodeOf } from './values.ts';

/** The field `messages`: statuses, inbound messages, and errors of the account as a whole. */
export function* readMessages(value: unknown, entry: Entry): Iterable<Told> {
  const parsed = messagesSchema.safeParse(value);
  const { metadata, statuses, messages, errors } = parsed.data ?? {};
  for (const item of statuses ?? []) yield readStatus(item, entry, metadata ?? {});
  for (const item of messages ?? []) yield readMessage(item, entry, metadata ?? {});
  for (const item of errors ?? []) yield readError(item, entry, metadata ?? {});
}

function readError(item: unknown, entry: Entry, { phone_number_id: number }: Metadata): Told {
  const error = errorSchema.safeParse(item).data;
  if (error === undefined) return { unreadable: 'error' };
  return {
    event: {
      kind: 'fault',
      provider: 'meta',
      level: 'error',
      id: newsId(entry.id, entry.time, number, error.code, error.title),
      at: fromUnixSeconds(entry.time),
      errorCode: errorCodeOf([item]),
      account: entry.id,
      pool: number ?? undefined,
      resource: number ?? undefined,
    },
  };
}

const wishes = { stop: 'opted-out', resume: 'opted-in' } as const;

/** The field `user_preferences`: somebody wants no more marketing, or wants it again, by a switch in the app. */
export function* readPreferences(value: unknown, entry: Entry): Iterable<Told> {
  const { metadata, user_preferences: preferences } = messagesSchema.safeParse(value).data ?? {};
  for (const item of preferences ?? []) yield readPreference(item, entry, metadata ?? {});
}

function readPreference(item: unknown, entry: Entry, metadata: Metadata): Told {
  const preference = preferenceSchema.safeParse(item).data;
  if (preference === undefined) return { unreadable: 'preference' };
  const { category, value, timestamp, wa_id: number, user_id: user } = preference;
  if (category !== 'marketing_messages') return { ignored: `preference ${category.slice(0, 32)}` };
  if (value !== 'stop' && value !== 'resume') return { ignored: `preference ${value.slice(0, 32)}` };
  const from = address(number) ?? user ?? undefined;
  return {
    event: {
      kind: 'consent',
      provider: 'meta',
      status: wishes[value],
      // Of the number no more than is shown anyway: a plain hash of the whole could be undone by trying all numbers.
      id: newsId(entry.id, metadata.phone_number_id, timestamp, value, from && maskNumber(from), user),
      at: fromUnixSeconds(timestamp),
      from,
      to: address(metadata.display_phone_number),
      account: entry.id,
      pool: metadata.phone_number_id ?? undefined,
    },
  };
}
