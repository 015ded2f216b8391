import * as z from 'zod';
import { nearest } from './nearest.ts';

/** What is wrong, and where: `rules[3].when.critical.below`. */
export type Issue = { path: string; message: string };

type Found = { path: PropertyKey[]; message: string };
type Problem = z.core.$ZodIssue;

/** More names than that nobody reads. */
const mostNames = 12;

/** What a schema finds wrong with an input, in words that say what to write instead. */
export function readableIssues(schema: z.core.$ZodType, error: z.ZodError, input: unknown): Issue[] {
  const found = error.issues.flatMap((problem) => explain(problem, schema, input));
  return found.map(({ path, message }) => ({ path: z.core.toDotPath(path), message }));
}

function explain(problem: Problem, schema: z.core.$ZodType, input: unknown): Found[] {
  const { code, path, message } = problem;
  if (code === 'unrecognized_keys') return problem.keys.map((key) => unknownKey(key, path, schema, input));
  if (code === 'invalid_type' && path.length > 0 && valueAt(input, path) === undefined) {
    const own = message.startsWith('Invalid') ? `write ${nameOf(problem.expected)}` : message;
    return [{ path, message: `is missing: ${own}` }];
  }
  if (code === 'invalid_value' && message.startsWith('Invalid option')) {
    return [{ path, message: `write one of ${problem.values.map(String).join(', ')}` }];
  }
  if (code !== 'invalid_union') return [{ path, message }];
  if ('discriminator' in problem) return [{ path, message: unknownKind(problem, valueAt(input, path)) }];
  const closest = closestOf(problem.errors, valueAt(input, path));
  const inner = closest?.map((one) => ({ ...one, path: [...path, ...one.path] })) ?? [];
  const explained = inner.flatMap((one) => explain(one, schema, input));
  const own = message !== 'Invalid input' && explained.some((one) => one.path.length === path.length);
  return own || explained.length === 0 ? [{ path, message }] : explained;
}

function nameOf(type: string): string {
  if (type === 'array') return 'a list';
  return type === 'record' || type === 'object' ? 'an object' : `a ${type}`;
}

function unknownKey(key: string, path: PropertyKey[], schema: z.core.$ZodType, input: unknown): Found {
  const names = keysAt(schema, path, input);
  const meant = nearest(key, names);
  const some = names.length === 0 || names.length > mostNames ? '' : `; there are: ${names.join(', ')}`;
  return {
    path: [...path, key],
    message: `Unrecognized key: "${key}"${meant === undefined ? some : `; did you mean "${meant}"?`}`,
  };
}

function unknownKind(problem: Problem & { code: 'invalid_union' }, given: unknown): string {
  const names = 'options' in problem && Array.isArray(problem.options) ? problem.options.map(String) : [];
  if (given === undefined) return `say which it is: ${names.join(', ')}`;
  const meant = nearest(String(given), names);
  return `"${given}" is unknown${meant === undefined ? '.' : `; did you mean "${meant}"?`} There are: ${names.join(', ')}`;
}

/** Of the alternatives the one whose form the input has; none if it has that of several as little. */
function closestOf(alternatives: readonly Problem[][], input: unknown): Problem[] | undefined {
  const scored = alternatives
    .map((problems) => ({ problems, misfits: problems.filter((problem) => isMisfit(problem, input)).length }))
    .sort((a, b) => a.misfits - b.misfits);
  return scored[0]?.misfits === scored[1]?.misfits ? undefined : scored[0]?.problems;
}

/** Another type of value, a key that is missing, keys that do not belong there. */
function isMisfit({ code, path, ...rest }: Problem, input: unknown): boolean {
  if (code === 'unrecognized_keys') return true;
  return code === 'invalid_type' && 'expected' in rest && (path.length === 0 || valueAt(input, path) === undefined);
}

export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** The keys that an object may have at a place of the input. */
function keysAt(schema: unknown, path: readonly PropertyKey[], input: unknown): string[] {
  const [first, ...rest] = path;
  const below = first === undefined ? undefined : valueAt(input, [first]);
  if (schema instanceof z.ZodObject) {
    return first === undefined ? Object.keys(schema.shape) : keysAt(Reflect.get(schema.shape, first), rest, below);
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest, below);
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest, below);
  if (schema instanceof z.ZodUnion) return optionsFor(schema, input).flatMap((option) => keysAt(option, path, input));
  if (schema instanceof z.ZodPipe) return keysAt(schema.in, path, input);
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapped ? keysAt(schema.unwrap(), path, input) : [];
}

/** The alternatives that an input can be: of a discriminated union, the one that it names. */
function optionsFor(union: z.ZodUnion, input: unknown): readonly unknown[] {
  if (!(union instanceof z.ZodDiscriminatedUnion)) return union.options;
  const { discriminator } = union.def;
  const given = valueAt(input, [discriminator]);
  return union.options.filter((option) => {
    const named = option instanceof z.ZodObject ? Reflect.get(option.shape, discriminator) : undefined;
    return named instanceof z.ZodLiteral && named.values.has(String(given));
  });
}
