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
    const text = cleanId(value);
    if (id && text !== '') ids[id] ??= text;
  }
  return ids;
}

function cleanId(value: string): string {
  const printable = value
    .normalize('NFC')
    .replace(/[\p{C}#|]/gu, '_')
    .trim();
  return [...printable].slice(0, maxLength).join('');
}
