import * as z from 'zod';

/** `=~` and `!~` hold a regular expression that has to match the whole value. A missing label counts as empty. */
export const matcherSchema = z.object({
  label: z.string(),
  op: z.enum(['=', '!=', '=~', '!~']),
  value: z.string(),
});
export type Matcher = z.infer<typeof matcherSchema>;

/** What matchers see of an alert: its labels, its rule's tags, and `rule`, `severity` (the worst of its episode) and `tenant`. */
export type Labels = Readonly<Record<string, string>>;

/** Whether every matcher holds. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? ''));
}

function matches({ op, value }: Matcher, actual: string): boolean {
  if (op === '=') return actual === value;
  if (op === '!=') return actual !== value;
  return new RegExp(`^(?:${value})$`, 'v').test(actual) === (op === '=~');
}
