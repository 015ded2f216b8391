import { type Matcher, matcherSchema } from './matcher.ts';

export type ParsedMatchers = { kind: 'matchers'; matchers: Matcher[] } | { kind: 'unreadable'; why: string };

const word = String.raw`"(?:[^"\\]|\\.)*"|[^\s{}!=~,"]+`;
const one = new RegExp(String.raw`\s*(?<label>${word})\s*(?<op>=~|!~|!=|=)\s*(?<value>${word})?\s*(?:,|$)`, 'suy');

const form =
  'write matchers such as campaign=~"spring-.*", carrier!=unknown, with quotes around values with spaces or signs';

/**
 * Reads matchers as Alertmanager writes them: `campaign=~"spring-.*", carrier!=unknown`. Braces around all, and quotes
 * around words without spaces and signs, may be left out. In quotes `\"`, `\\` and `\n` stand for a quote, a backslash
 * and a new line.
 */
export function parseMatchers(text: string): ParsedMatchers {
  const inner = text
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')
    .trim();
  const matchers: Matcher[] = [];
  for (let at = 0; at < inner.length; at = one.lastIndex) {
    one.lastIndex = at;
    const found = one.exec(inner)?.groups;
    if (found === undefined) return { kind: 'unreadable', why: `"${inner.slice(at).trim()}" is no matcher: ${form}` };
    const given = { label: unquoted(found.label), op: found.op, value: unquoted(found.value) };
    const parsed = matcherSchema.safeParse(given);
    if (!parsed.success)
      return { kind: 'unreadable', why: parsed.error.issues.map(({ message }) => message).join(', ') };
    matchers.push(parsed.data);
  }
  return matchers.length === 0 ? { kind: 'unreadable', why: form } : { kind: 'matchers', matchers };
}

function unquoted(text = ''): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(/\\([\\"n])/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
}
