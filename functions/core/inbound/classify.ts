import { type Keyword, keywordOf } from '../keyword.ts';

/**
 * Words or phrases by the class of inbound messages that contain one of them; the first class that fits is taken. A
 * class of the name `stop` or `start` opts out or in, as the keyword does.
 */
export type InboundClasses = Readonly<Record<string, readonly string[]>>;

/** What a text asks for: a keyword that it consists of, else a class of the team's own, else `other`. */
export function classOf(text: string, provider: string, classes: InboundClasses): Keyword | (string & {}) {
  const keyword = keywordOf(text, provider);
  if (keyword !== undefined) return keyword;
  const words = wordsOf(text);
  const found = Object.entries(classes).find(([, phrases]) => phrases.some((phrase) => contains(words, phrase)));
  return found?.[0] ?? 'other';
}

function contains(words: string, phrase: string): boolean {
  const wanted = wordsOf(phrase);
  return wanted.trim() !== '' && words.includes(wanted);
}

/** Words as Unicode knows them; a letter of a script that has no spaces is a word of its own, and so is an emoji. */
const word =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]|[\p{L}\p{N}][[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]]*|\p{Extended_Pictographic}/gv;

/** ` where is my order `: the words of a text between single spaces, whatever else stands between them. */
function wordsOf(text: string): string {
  return ` ${(text.normalize('NFKC').toLowerCase().match(word) ?? []).join(' ')} `;
}
