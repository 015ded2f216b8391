import type { OwnIds } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { Envelope } from './envelope.ts';
import { isFields, listOf, textOf } from './fields.ts';

type Pairs = Iterable<readonly [string, string]>;

/**
 * The team's ids. The signature covers the body and not the URL of the request, so they come from what the body says:
 * a call's state, tags, and the URLs that it repeats.
 */
export function signedIds({ payload, deliveredTo }: Envelope): OwnIds {
  const { client_state, tags, webhook_url } = payload;
  return ownIds([
    ...statePairs(client_state),
    ...tagPairs(tags),
    ...queryPairs(deliveredTo),
    ...(webhook_url === deliveredTo ? [] : queryPairs(textOf(webhook_url, 4096))),
  ]);
}

/** `client_state` is base64 of whatever the team put there: we read JSON and `campaign=…&user=…`. */
function statePairs(value: unknown): Pairs {
  const encoded = textOf(value, 8192);
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString();
  if (!text.startsWith('{')) return text.includes('=') ? short(new URLSearchParams(text)) : [];
  const state = jsonOf(text);
  return isFields(state) ? short(Object.entries(state)) : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tags are plain texts; those of the form `name:value` are ids. */
function tagPairs(value: unknown): Pairs {
  return listOf(value, 50).flatMap((tag) => {
    const text = textOf(tag);
    const colon = text?.indexOf(':') ?? -1;
    return text !== undefined && colon > 0 ? [[text.slice(0, colon), text.slice(colon + 1)] as const] : [];
  });
}

function queryPairs(url: string | undefined): Pairs {
  const start = url?.indexOf('?') ?? -1;
  if (url === undefined || start < 0) return [];
  const end = url.indexOf('#', start);
  return short(new URLSearchParams(url.slice(start + 1, end < 0 ? undefined : end)));
}

/** Ids are cut to 64 characters in the end; longer ones need not be cleaned whole. */
function short(pairs: Iterable<readonly [string, unknown]>): Pairs {
  return Array.from(pairs, ([name, value]) => [
    name,
    typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 256) : '',
  ]);
}
