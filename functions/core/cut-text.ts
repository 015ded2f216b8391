const cutMark = '… (cut)';

/**
 * Cuts a text to a limit, between characters, and says so at the end.
 * @param encode what the channel makes of each character; the limit is on its result
 * @param size of a piece of encoded text; default: UTF-16 units, which is never less than characters
 */
export function cutText(
  text: string,
  limit: number,
  encode: (character: string) => string = (character) => character,
  size: (encoded: string) => number = ({ length }) => length,
): string {
  const whole = Array.from(text.toWellFormed(), encode);
  if (size(whole.join('')) <= limit) return whole.join('');
  const room = limit - size(cutMark);
  let used = 0;
  const kept = whole.slice(
    0,
    whole.findIndex((piece) => {
      used += size(piece);
      return used > room;
    }),
  );
  return kept.join('') + cutMark;
}

export function utf8Size(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** One line without control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
