import type { OwnIds } from './event-base.ts';

/** The names under which a team may attach ids. */
export const ownIdNames = ['campaign', 'user', 'template', 'carrier'] as const;
const maxLength = 64;

/**
 * The ids a team attached to its message, made safe as counter keys: printable characters except the two that
 * separate parts of a key, at most 64 of them. Pass only pairs from parts of a request that its signature covers.
 */
export function ownIds(pairs: Iterable<readonly [string, string]>): OwnIds {
  const ids: OwnIds = {};
  for (const [name, value] of pairs) {
    const id = ownIdNames.find((candidate) => candidate === name);
    const text = id === undefined ? '' : counterText(value);
    if (id && text !== '') ids[id] ??= text;
  }
  return ids;
}

/** Printable ASCII without `#`, `|` and outer spaces: the form in which most ids come. */
const clean = /^[!"$-{}~](?:[ -"$-{}~]{0,62}[!"$-{}~])?$/;

/** A text made safe as a counter's value: see {@link ownIds}. Empty if nothing of it is. */
export function counterText(value: string): string {
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
