/** The default alphabet of text messages, and what takes two places in it (3GPP TS 23.038, 6.2.1). */
const basic = new Set(
  `@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà`,
);
const extended = new Set('\f^{}\\[~]|€');

/** What our own words hold, and what people's names hold often. */
const likenesses: Readonly<Record<string, string>> = {
  '·': ',',
  '×': 'x',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '`': "'",
  '•': '*',
  '≥': '>=',
  '≤': '<=',
  µ: 'u',
};

/**
 * The text in the default alphabet as far as it has letters for it: marks are dropped, signs become alike ones or `?`.
 * Letters that it does not have stay, because a name in another script would be lost.
 */
export function toGsm7(text: string): string {
  return Array.from(text.toWellFormed().normalize('NFC'), likeness).join('');
}

function likeness(character: string): string {
  if (isGsm7(character)) return character;
  const alike = likenesses[character] ?? character.normalize('NFKD').replace(/\p{Mark}/gu, '');
  if (isGsm7(alike)) return alike;
  return /\p{Letter}/u.test(character) ? character : '?';
}

/** Whether a phone network takes it in 7 bits a character; else it takes 16, and a message holds less than half. */
export function isGsm7(text: string): boolean {
  return Array.from(text).every((character) => basic.has(character) || extended.has(character));
}

/** How many places a text takes: 7-bit ones if all of it is in the default alphabet, else 16-bit ones. */
export function placesOf(text: string): number {
  if (!isGsm7(text)) return text.length;
  return Array.from(text).reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0);
}
