import * as z from 'zod';
import { type Matcher, matcherSchema, regexProblem } from '../core/matcher.ts';
import { severityNamed } from '../core/severity.ts';

const texts = z.union([z.string(), z.array(z.string()).min(1, 'name at least one value')]);
const wantedForm =
  "write 'text', ['one', 'another'], { not: 'text' }, { not: ['one', 'another'] }, { like: 'expression' } or { unlike: 'expression' }";
const wanted = z.union(
  [texts, z.strictObject({ not: texts }), z.strictObject({ like: z.string() }), z.strictObject({ unlike: z.string() })],
  { error: wantedForm },
);
type Wanted = z.output<typeof wanted>;

/**
 * Which alerts something is about, by their labels and their rule's tags, and by `rule`, `severity` and `tenant`:
 * `{ severity: ['critical', 'high'], campaign: { like: 'spring-.*' }, carrier: { not: 'unknown' } }`. All of it has to
 * hold; a regular expression has to match the whole value; a label that is not there is empty. Parsed to matchers, which
 * parsing again leaves alone. Severities may be those of other scales: `P1`, `warning`.
 */
export const match = z
  .union([z.array(matcherSchema), z.record(z.string().min(1, 'name a label'), wanted)], {
    error:
      "write labels with what they have to be: { severity: ['critical', 'high'], campaign: { like: 'spring-.*' } }",
  })
  .transform((given, context) => {
    if (Array.isArray(given)) return given;
    return Object.entries(given).map(([label, value]) => {
      const matcher = toMatcher(label, value);
      const message = regexProblem(matcher);
      if (message !== undefined) context.addIssue({ code: 'custom', message, path: [label] });
      return matcher;
    });
  });

function toMatcher(label: string, value: Wanted): Matcher {
  if (typeof value === 'object' && 'like' in value) return { label, op: '=~', value: value.like };
  if (typeof value === 'object' && 'unlike' in value) return { label, op: '!~', value: value.unlike };
  const isNot = typeof value === 'object' && 'not' in value;
  const named = [isNot ? value.not : value].flat();
  const [first = '', ...others] = label === 'severity' ? named.map((word) => severityNamed(word) ?? word) : named;
  if (others.length === 0) return { label, op: isNot ? '!=' : '=', value: first };
  return { label, op: isNot ? '!~' : '=~', value: [first, ...others].map(escaped).join('|') };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The values that a matcher spells out; none if it holds a regular expression of another kind. */
export function valuesNamed({ op, value }: Matcher): string[] {
  if (op === '=' || op === '!=') return [value];
  const parts = value.split(/(?<!\\)\|/);
  return parts.every((part) => /^(?:[^\\^$.*+?()[\]{}|]|\\[^\w\s])*$/.test(part))
    ? parts.map((part) => part.replace(/\\(.)/g, '$1'))
    : [];
}
