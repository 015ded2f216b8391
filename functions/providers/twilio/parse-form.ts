export type Parameter = readonly [name: string, value: string];

/** Twilio sends some forty; the signature of a form that is cut fits nothing. */
const maxParameters = 500;

/** The parameters of a form or a query as `URLSearchParams` has them, in half the time. Never throws. */
export function parseForm(text: string): Parameter[] {
  const parameters: Parameter[] = [];
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  let equals = 0;
  for (let start = 0; start < spaced.length && parameters.length < maxParameters; ) {
    const end = positionOf('&', spaced, start);
    if (equals < start || start === 0) equals = positionOf('=', spaced, start);
    const name = decode(spaced.slice(start, Math.min(equals, end)));
    if (end > start) parameters.push([name, equals < end ? decode(spaced.slice(equals + 1, end)) : '']);
    start = end + 1;
  }
  return parameters;
}

/** Where the next one is; the end of the text if there is none. */
function positionOf(letter: string, text: string, from: number): number {
  const position = text.indexOf(letter, from);
  return position === -1 ? text.length : position;
}

function decode(text: string): string {
  const percent = text.indexOf('%');
  if (percent === -1) return text;
  // Most of what is escaped is the plus sign of a phone number.
  if (percent === 0 && text.startsWith('%2B') && !text.includes('%', 3)) return `+${text.slice(3)}`;
  try {
    return decodeURIComponent(text);
  } catch {
    // What is no UTF-8 is replaced, a lone % stays.
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
  }
}
