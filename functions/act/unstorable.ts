import { countText } from '../core/number-text.ts';

/** An item holds 400 KB, and every tick reads it. */
const mostCharacters = 100_000;

/** Why a value cannot be kept, whatever it means; `undefined` if it can. */
export function unstorable(value: unknown): string | undefined {
  const name = inheritedName(value);
  if (name !== undefined) return `nothing can be called "${name}": give it another name`;
  const size = JSON.stringify(value)?.length ?? 0;
  if (size <= mostCharacters) return undefined;
  return `it is too large: ${countText(size)} characters of JSON, and at most ${countText(mostCharacters)} can be kept`;
}

/** A name that every object has by itself: AWS's client takes an object with one of its own for something else. */
function inheritedName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = Object.keys(value).find((key) => key in Object.prototype);
  if (own !== undefined) return own;
  for (const inner of Object.values(value)) {
    const found = inheritedName(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
