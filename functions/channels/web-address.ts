const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a notice may be posted there: over TLS, or without leaving the machine. */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}
