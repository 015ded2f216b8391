/** A JSON object as it came. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const none: Fields = {};

/** The value if it is an object; else an object without fields. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : none;
}

/** The value if it is a text that is neither empty nor longer than any real one. */
export function textOf(value: unknown, maxLength = 256): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= maxLength ? value : undefined;
}

/** A text or a number, as text; Telnyx writes most of its numbers as text. */
export function scalarOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : textOf(value, 32);
}

/** An id that can be part of a journal key. */
export function idOf(value: unknown): string | undefined {
  const id = textOf(value, 128);
  return id !== undefined && /^[^#\s\p{C}]+$/u.test(id) ? id : undefined;
}

/** The first items of a list; none if it is no list. */
export function listOf(value: unknown, maxLength: number): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  return value.length <= maxLength ? value : value.slice(0, maxLength);
}

export function countOf(value: unknown, max: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? value : undefined;
}

/** Epoch milliseconds of an ISO 8601 time. */
export function epochOf(value: unknown): number | undefined {
  const text = textOf(value, 40);
  if (text === undefined || !/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** Micro-dollars of a decimal, `0.0040`. */
export function microsOf(value: unknown): number | undefined {
  const text = scalarOf(value);
  if (text === undefined || !/^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(text)) return undefined;
  const amount = Number(text);
  return amount < 1e6 ? Math.round(amount * 1e6) : undefined;
}

/** Micro-dollars of `{ amount, currency }`; other currencies are left out rather than mixed. */
export function moneyOf(value: unknown): number | undefined {
  const { amount, currency } = fieldsOf(value);
  return (currency ?? 'USD') === 'USD' ? microsOf(amount) : undefined;
}

/** What a provider's word stands for, in upper case or in lower. */
export function meaningOf<T>(words: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  const name = word?.toLowerCase();
  return name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
}
