import * as z from 'zod';
import { longestText, regexWays } from './regex-ways.ts';

const operators = ['=', '!=', '=~', '!~'] as const;

/**
 * `=~` and `!~` hold a regular expression that has to match the whole value, of which the first 256 characters count. A
 * missing label counts as empty.
 */
export const matcherSchema = z
  .strictObject({
    label: z.string().min(1, 'name a label'),
    op: z.enum(operators),
    value: z.string(),
  })
  .superRefine((matcher, context) => {
    const message = regexProblem(matcher);
    if (message !== undefined) context.addIssue({ code: 'custom', message, path: ['value'] });
  });
export type Matcher = z.infer<typeof matcherSchema>;

/** What matchers see of an alert: its labels, its rule's tags, and `rule`, `severity` (the worst of its episode) and `tenant`. */
export type Labels = Readonly<Record<string, string>>;

/** Whether every matcher holds. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  const of = (label: string) => (Object.hasOwn(labels, label) ? labels[label] : undefined) ?? '';
  return matchers.every((matcher) => matches(matcher, of(matcher.label)));
}

/** Whether the value of its label, empty if there is none, is what a matcher asks for. */
export function matches({ op, value }: Matcher, actual: string): boolean {
  if (op === '=') return actual === value;
  if (op === '!=') return actual !== value;
  return regexOf(value).test(actual.slice(0, longestText)) === (op === '=~');
}

/** The same few expressions are asked of every alert at every tick. */
const compiled = new Map<string, RegExp>();
const rememberedExpressions = 1000;

function regexOf(value: string): RegExp {
  const remembered = compiled.get(value);
  if (remembered !== undefined) return remembered;
  if (compiled.size >= rememberedExpressions) compiled.clear();
  const regex = new RegExp(`^(?:${value})$`, 'u');
  compiled.set(value, regex);
  return regex;
}

/** What is wrong with a matcher's regular expression, and `undefined` if nothing is, or if it has none. */
export function regexProblem({ op, value }: Matcher): string | undefined {
  if (op === '=' || op === '!=') return undefined;
  if (value.length > longestExpression)
    return `the expression has ${value.length} characters: write at most ${longestExpression}, or name fewer values`;
  try {
    // By itself first: `a)(b` would be one between the brackets that it is put into.
    new RegExp(value, 'u');
    regexOf(value);
    return slownessOf(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : 'unreadable';
    return `"${value}" is no regular expression: ${reason}`;
  }
}

const longestExpression = 4000;
/** Three times `.*`, and some alternatives. */
const mostWays = 10 * longestText ** 3;

/** All alerts wait for an expression that is tried in too many ways. */
function slownessOf(expression: string): string | undefined {
  const ways = regexWays(expression);
  if (ways === Number.POSITIVE_INFINITY)
    return `"${expression}" may take for ever: what repeats may hold no repetition, and no alternatives that begin alike; write a set of characters, such as [\\w-]+ for (\\w+-?)+`;
  return ways > mostWays
    ? `"${expression}" may take too long: write at most three repetitions such as * and +, or fewer alternatives that begin alike`
    : undefined;
}

/** `campaign=~"spring-.*", carrier!="unknown"`: as it is read again by `parseMatchers`. */
export function matchersText(matchers: readonly Matcher[]): string {
  return matchers
    .map(({ label, op, value }) => `${bare.test(label) ? label : quoted(label)}${op}${quoted(value)}`)
    .join(', ');
}

const bare = /^[^\s{}!=~,"]+$/;

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
