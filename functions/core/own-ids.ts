import type { OwnIds } from './event-base.ts';

const known = ['campaign', 'user', 'template', 'carrier'] as const;
const maxLength = 64;

/**
 * The ids a team attached to its message, made safe as counter keys: printable characters except the two that
 * separate parts of a key, at most 64 of them. Pass only pairs from parts of a request that its signature covers.
 */
export function ownIds(pairs: Iterable<readonly [string, string]>): OwnIds {
  const ids: OwnIds = {};
  for (const [name, value] of pairs) {
    const id = known.find((candidate) => candidate === name);
    const text = id === undefined ? '' : cleanId(value);
    if (id && text !== '') ids[id] ??= text;
  }
  return ids;
}

/** The form in which most ids come. */
const clean = /^[\w.~-]{1,64}$/;

function cleanId(value: string): string {
  if (clean.test(value)) return value;
  const printable = value
    .trim()
    // Enough for every character to be written as several; more would only be work.
    .slice(0, 8 * maxLength)
    .normalize('NFC')
    .replace(/[\p{C}#|]/gu, '_')
    .trim();
  return [...printable].slice(0, maxLength).join('');
}
