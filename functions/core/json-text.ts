/** JSON that every parser takes: half of a character, as cut or hostile names have it, becomes the replacement character. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part));
}
