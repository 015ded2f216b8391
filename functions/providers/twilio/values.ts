const kinds = {
  message: /^(?:SM|MM)[0-9a-f]{32}$/,
  call: /^CA[0-9a-f]{32}$/,
  account: /^AC[0-9a-f]{32}$/,
  pool: /^MG[0-9a-f]{32}$/,
  fault: /^NO[0-9a-f]{32}$/,
  any: /^[A-Z]{2}[0-9a-f]{32}$/,
} as const;

/** An id as Twilio writes it: two capitals and 32 small hex digits, whatever case it came in. */
export function sidOf(kind: keyof typeof kinds, text: string | undefined): string | undefined {
  if (text === undefined || kinds[kind].test(text)) return text;
  const usual = text.slice(0, 2).toUpperCase() + text.slice(2, 35).toLowerCase();
  return kinds[kind].test(usual) ? usual : undefined;
}

/** A whole number of at most nine digits. */
export function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** An error code; `0`, `null` and other words for none are none. */
export function errorCodeOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[1-9]\d{2,7}$/.test(text) ? text : undefined;
}

/** An ISO 3166 code; Twilio leaves it blank where it does not know. */
export function countryOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Z]{2}$/.test(text) ? text : undefined;
}

const rfc2822 = /^\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC)$/;
const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** Epoch milliseconds of a time as voice callbacks write it (RFC 2822) or events (ISO 8601). */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !(rfc2822.test(text) || iso8601.test(text))) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
