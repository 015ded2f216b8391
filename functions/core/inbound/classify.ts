import { type Keyword, keywordOf } from '../keyword.ts';

/** Words or phrases by the class of inbound messages that contain one of them; the first class that fits is taken. */
export type InboundClasses = Readonly<Record<string, readonly string[]>>;

/** What a text asks for: a keyword that it consists of, else a class of the team's own, else `other`. */
export function classOf(text: string, provider: string, classes: InboundClasses): Keyword | (string & {}) {
  const keyword = keywordOf(text, provider);
  if (keyword !== undefined) return keyword;
  const words = wordsOf(text);
  const found = Object.entries(classes).find(([, phrases]) =>
    phrases.some((phrase) => words.includes(wordsOf(phrase))),
  );
  return found?.[0] ?? 'other';
}

/** ` where is my order `: the words of a text between single spaces, whatever else stands between them. */
function wordsOf(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return ` ${words.join(' ')} `;
}
