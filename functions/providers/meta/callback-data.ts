import type { OwnIds } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';

/** Meta takes 512 characters. */
const longest = 2048;

/**
 * The team's own ids in `biz_opaque_callback_data`, which Meta repeats as the team sent it: a query
 * (`campaign=c-7&user=u-42`), a JSON object, or a list (`campaign:c-7, user:u-42`).
 */
export function callbackIds(data: string | null | undefined): OwnIds {
  const text = data?.slice(0, longest).trim() ?? '';
  if (text.startsWith('{')) return ownIds(jsonPairs(text));
  if (/^[^:=]*=/.test(text)) return ownIds(new URLSearchParams(text));
  return ownIds(listPairs(text));
}

function jsonPairs(text: string): [string, string][] {
  return Object.entries(parsedObject(text)).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
}

function parsedObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function listPairs(text: string): [string, string][] {
  return text.split(/[,;\s]+/).flatMap((part): [string, string][] => {
    const colon = part.indexOf(':');
    return colon > 0 ? [[part.slice(0, colon), part.slice(colon + 1)]] : [];
  });
}
