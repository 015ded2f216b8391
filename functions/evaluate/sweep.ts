import { ConfigError, checkConfig } from '../config/define-config.ts';
import type { Config, RuleSettings } from '../config/schema.ts';
import { minute, parseDuration } from '../core/time.ts';

/** A setting of a rule, `threshold` or `high.for` or `minSamples`, and the values that are tried, as they are written in the configuration. */
export type Sweep = { setting: string; values: readonly (string | number)[] };

/** The rule with one value; or why the configuration would refuse it. */
export type SweptRule = { value: string | number } & ({ rule: RuleSettings } | { infeasible: string });

export class SweepError extends Error {
  override name = 'SweepError';
}

const mostValues = 101;
const form =
  'write a setting and its range, such as threshold=0.85..0.95 or high.for=1m..10m, or its values: minSamples=20,50,100';

/** The sweep that a person wrote, `threshold=85%..95%` or `minSamples=20,50`. @param step absent: a tenth of the range. @throws SweepError that says what to write */
export function parseSweep(text: string, step: string | undefined): Sweep {
  return listed(text) ?? ranged(text, step);
}

function listed(text: string): Sweep | undefined {
  const [, setting = '', list] = /^([A-Za-z.]+)=([^,]+(?:,[^,]+)+)$/.exec(text) ?? [];
  const values = list?.split(',').map((value) => value.trim());
  if (values === undefined) return undefined;
  if (values.length > mostValues) throw new SweepError(`${values.length} values are too many; at most ${mostValues}`);
  return { setting, values: values.map((value) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) : value)) };
}

function ranged(text: string, step: string | undefined): Sweep {
  const [, setting = '', fromText = '', toText = ''] = /^([A-Za-z.]+)=(.+?)\.\.(.+)$/.exec(text) ?? [];
  const [from, to] = [amountOf(fromText), amountOf(toText)];
  if (!from || !to || from.unit !== to.unit || to.size < from.size)
    throw new SweepError(`"${text}" is no sweep: ${form}`);
  const by = step === undefined ? tenthOf(to.size - from.size, from.unit) : amountOf(step);
  if (!by || by.unit !== from.unit || by.size <= 0) throw new SweepError(`"${step}" is no step of ${setting}: ${form}`);
  const count = Math.floor((to.size - from.size) / by.size + 1e-9) + 1;
  if (count > mostValues)
    throw new SweepError(`${count} values are too many; at most ${mostValues}: choose a larger --step`);
  const sizes = Array.from({ length: count }, (_, index) => rounded(from.size + index * by.size));
  return { setting, values: sizes.map((size) => units[from.unit].text(size)) };
}

type Amount = { size: number; unit: keyof typeof units };

const units = {
  percent: { text: (size: number) => `${size}%` },
  dollars: { text: (size: number) => `$${size}` },
  number: { text: (size: number) => size },
  duration: { text: durationText },
} as const;

function amountOf(text: string): Amount | undefined {
  const [, dollar, digits = '', percent] = /^(\$?)(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (digits !== '') return { size: Number(digits), unit: percent ? 'percent' : dollar ? 'dollars' : 'number' };
  const millis = parseDuration(text);
  return millis === undefined ? undefined : { size: millis, unit: 'duration' };
}

function tenthOf(range: number, unit: Amount['unit']): Amount {
  if (unit === 'duration') return { size: Math.max(minute, Math.ceil(range / 10 / minute) * minute), unit };
  return { size: range === 0 ? 1 : range / 10, unit };
}

function rounded(size: number): number {
  return Number(size.toFixed(9));
}

/** As the configuration takes it. */
function durationText(millis: number): string {
  return millis % minute === 0 ? `${millis / minute}m` : `${millis / 1000}s`;
}

/** The rule with each value of a sweep, checked as the configuration is. @throws SweepError if the rule's levels leave open which setting is meant */
export function sweepRule(config: Config, rule: RuleSettings, { setting, values }: Sweep): SweptRule[] {
  const paths = pathsOf(rule, setting);
  return values.map((value) => {
    const changed = paths.reduce<unknown>((result, path) => replaced(result, path, value), rule);
    return { value, ...checked(config, rule.id, changed) };
  });
}

function checked(config: Config, id: string, changed: unknown): { rule: RuleSettings } | { infeasible: string } {
  const rules = [...config.rules.filter((one) => one.id !== id), changed];
  try {
    const rule = checkConfig({ ...config, rules }, 'it').rules.find((one) => one.id === id);
    return rule ? { rule } : { infeasible: 'is refused' };
  } catch (error) {
    if (error instanceof ConfigError) return { infeasible: problemOf(error) };
    throw error;
  }
}

/** What is wrong, without where. */
function problemOf({ message }: ConfigError): string {
  const problems = message.split('\n').filter((line) => line.startsWith('✖'));
  return problems.map((line) => line.slice(1).trim()).join('; ') || message;
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const fields = isFields(value) ? value : {};
  return { ...fields, [key]: replaced(fields[key], rest, to) };
}

/** Where a setting lies in a rule: what its levels have is meant of every level, unless one is named. */
function pathsOf(rule: RuleSettings, setting: string): string[][] {
  const path = setting.split('.');
  const [first = '', ...rest] = path;
  const levels: Record<string, object> = rule.when;
  const named = levels[first];
  if (named !== undefined) return [['when', first, ...inLevel(named, rest)]];
  const ofLevels = Object.entries(levels).filter(([, level]) => first === 'threshold' || Object.hasOwn(level, first));
  if (Object.hasOwn(rule, first) || ofLevels.length === 0) return [path];
  return ofLevels.map(([severity, level]) => ['when', severity, ...inLevel(level, path)]);
}

/** The threshold of a level is what it has beside `for`. */
function inLevel(level: object, path: readonly string[]): readonly string[] {
  if (path[0] !== 'threshold') return path;
  const bounds = Object.keys(level).filter((key) => key !== 'for');
  if (bounds.length === 1) return bounds;
  throw new SweepError(`This rule has no single threshold; sweep one of: ${[...bounds, 'for'].join(', ')}`);
}
