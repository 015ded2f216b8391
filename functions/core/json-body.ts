const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a body; `undefined` if it is none, or no UTF-8. */
export function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}
