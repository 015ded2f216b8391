/** Of longer texts so many characters count. */
export const longestText = 256;

/** Set, escape, beginning of a group, quantifier or character, as the flag `u` has them. */
const token =
  /\\(?:[upP]\{[^}]*\}|k<[^>]*>|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[a-z-]*:|<?[=!]|<[^>]*>))?|(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gsu;

/**
 * In how many ways at most a text of {@link longestText} characters is tried before an expression is known not to match
 * it: an engine that backtracks tries all choices of all repetitions and alternatives. Infinite, if a repetition holds
 * choices itself.
 * @param expression a valid one
 */
export function regexWays(expression: string): number {
  return alternatives([...expression.matchAll(token)].map(([text]) => text));
}

/** Those that begin with different characters leave no choice. Takes what it reads from the tokens, as all below do. */
function alternatives(tokens: string[]): number {
  const all = [sequence(tokens)];
  while (tokens[0] === '|') {
    tokens.shift();
    all.push(sequence(tokens));
  }
  const beginnings = new Set(all.map(({ beginning }) => beginning));
  const areApart = beginnings.size === all.length && !beginnings.has(undefined);
  const ways = all.map((one) => one.ways);
  return areApart ? Math.max(...ways) : ways.reduce((sum, one) => sum + one);
}

/** `beginning`: the character that has to come first, if it is a certain one. */
function sequence(tokens: string[]): { ways: number; beginning: string | undefined } {
  let ways = 1;
  let beginning: string | undefined;
  for (let at = 0; tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')'; at += 1) {
    const part = tokens.shift() ?? '';
    const inner = part.startsWith('(') ? alternatives(tokens) : 1;
    if (part.startsWith('(')) tokens.shift();
    const { least, most } = times(tokens);
    ways *= repeated(inner, least, most);
    if (at === 0 && least > 0) beginning = characterOf(part);
  }
  return { ways, beginning };
}

function times(tokens: string[]): { least: number; most: number } {
  const [quantifier] = tokens;
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier ?? '') ?? [];
  const isQuantifier = least !== undefined || /^[*+?]/.test(quantifier ?? '');
  if (!isQuantifier) return { least: 1, most: 1 };
  tokens.shift();
  if (least !== undefined) {
    const open = comma === '' ? Number(least) : Number.POSITIVE_INFINITY;
    return { least: Number(least), most: most ? Number(most) : open };
  }
  return {
    least: quantifier?.startsWith('+') ? 1 : 0,
    most: quantifier?.startsWith('?') ? 1 : Number.POSITIVE_INFINITY,
  };
}

function repeated(inner: number, least: number, most: number): number {
  const lengths = Math.min(most - least + 1, longestText);
  return inner === 1 || most === 0 ? lengths : inner ** most * lengths;
}

/** Without regard to case, which an expression may ask for. */
function characterOf(part: string): string | undefined {
  const character = /^(?:\\([^\w\s])|([^\\([.^$]))$/su.exec(part);
  return (character?.[1] ?? character?.[2])?.toUpperCase().toLowerCase();
}
