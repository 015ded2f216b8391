/** What a keyword asks for: no more messages, messages again, help. */
export const keywords = ['stop', 'start', 'help'] as const;
export type Keyword = (typeof keywords)[number];

/** Words that US carriers and both providers take: https://support.twilio.com/hc/en-us/articles/223134027 */
const words: Readonly<Record<string, Keyword>> = {
  stop: 'stop',
  stopall: 'stop',
  'stop all': 'stop',
  unsubscribe: 'stop',
  cancel: 'stop',
  end: 'stop',
  quit: 'stop',
  revoke: 'stop',
  optout: 'stop',
  start: 'start',
  unstop: 'start',
  help: 'help',
  info: 'help',
};

/** Words that only one provider takes. */
const ownWords: Readonly<Record<string, Readonly<Record<string, Keyword>>>> = {
  twilio: { yes: 'start' },
};

/** The keyword that a text consists of; a text that merely contains one is none. */
export function keywordOf(text: string, provider: string): Keyword | undefined {
  const word = /^([a-z ]+)[.!]*$/.exec(text.trim().toLowerCase())?.[1];
  if (word === undefined) return undefined;
  const own = Object.hasOwn(ownWords, provider) ? ownWords[provider] : undefined;
  for (const list of [words, own ?? {}]) if (Object.hasOwn(list, word)) return list[word];
  return undefined;
}
