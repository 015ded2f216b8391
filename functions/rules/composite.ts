import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { type Severity, severities } from '../core/severity.ts';
import { allBad, anyBad, opposite } from '../core/three-valued.ts';
import { plain } from './evidence.ts';
import { isWanted, type Labels } from './grouping.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords, Series } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels } from './rule-settings.ts';

/** A rule that is bad, at any level or at one, or several of them put together. */
export type Expression =
  | string
  | { rule: string; severity?: Severity | undefined }
  | { all: Expression[] }
  | { any: Expression[] }
  | { not: Expression };

const form = "a rule's id, { rule, severity }, { all: [...] }, { any: [...] } or { not: ... }";

const expression: z.ZodType<Expression, Expression> = z.lazy(() =>
  z.union(
    [
      z.string(),
      z.strictObject({ rule: z.string(), severity: z.enum(severities).optional() }),
      z.strictObject({ all: z.array(expression).min(1) }),
      z.strictObject({ any: z.array(expression).min(1) }),
      z.strictObject({ not: expression }),
    ],
    { error: form },
  ),
);

const level = z.union(
  [
    z.strictObject({ all: z.array(expression).min(1), for: hold }),
    z.strictObject({ any: z.array(expression).min(1), for: hold }),
    z.strictObject({ not: expression, for: hold }),
  ],
  { error: "write { all: ['rule-a', { not: 'rule-b' }], for: '5m' }, or any, or not" },
);

const settings = commonSettings.extend({ kind: z.literal('composite'), when: levels(level) });
type CompositeRule = z.output<typeof settings>;

/**
 * Other rules' verdicts at the same tick, put together; their holds and their `every` do not count, and they need not be
 * on or notify anybody. A rule's series belong to a label set if they agree on the labels that both have.
 */
export const composite = {
  settings,
  async judge(rule: CompositeRule, { tick, read }: Look): Promise<Judgement> {
    const ids = rulesIn(rule);
    const found = new Map(await Promise.all(ids.map(async (id) => [id, await read.series(id)] as const)));
    const judgeAt = (labels: Labels) => judgeLabels(rule, labels, found, tick);
    const series = labelSets(rule, [...found.values()].flat()).map((labels) => ({ labels, ...judgeAt(labels) }));
    return { series, absent: judgeAt };
  },
  words(rule: CompositeRule, _severity: Severity, { figures }: Evidence): RuleWords {
    const named = (verdict: Verdict) => rulesIn(rule).filter((id) => figures?.[id] === figureOf[verdict]);
    const facts = (['bad', 'good', 'unknown'] as const).flatMap((verdict) => {
      const ids = named(verdict);
      return ids.length === 0 ? [] : `${verdict}: ${ids.join(', ')}`;
    });
    return { unit: 'count', counted: '{failures} of {sample} rules are bad', facts };
  },
} satisfies RuleKind<typeof settings>;

const figureOf = { bad: 1, good: 0, unknown: -1 } as const satisfies Record<Verdict, number>;

/** The rules that an expression names, with where they stand in it: `all[1].not`. */
export function* references(
  given: Expression,
  at: string,
): Generator<{ rule: string; severity?: Severity; at: string }> {
  if (typeof given === 'string') yield { rule: given, at };
  else if ('rule' in given) yield { rule: given.rule, at, ...(given.severity && { severity: given.severity }) };
  else if ('not' in given) yield* references(given.not, `${at}.not`);
  else if ('all' in given)
    for (const [index, one] of given.all.entries()) yield* references(one, `${at}.all[${index}]`);
  else for (const [index, one] of given.any.entries()) yield* references(one, `${at}.any[${index}]`);
}

/** The rules that it is made of, each once. */
export function rulesIn({ when }: CompositeRule): string[] {
  const all = Object.entries(when).flatMap(([severity, one]) => [...references(one, severity)]);
  return [...new Set(all.map(({ rule }) => rule))];
}

/** The label sets that the rules' series have, as far as it has labels of its own. */
function labelSets(rule: CompositeRule, all: readonly Series[]): Labels[] {
  if (rule.by.length === 0) return [{}];
  const sets = new Map<string, Labels>();
  for (const { labels } of all) {
    const values = rule.by.flatMap((name) => labels[name] ?? []);
    const own = Object.fromEntries(rule.by.map((name, index) => [name, values[index] ?? '']));
    if (values.length === rule.by.length && isWanted(rule, own)) sets.set(JSON.stringify(values), own);
  }
  return [...sets.values()];
}

function judgeLabels(
  rule: CompositeRule,
  labels: Labels,
  found: ReadonlyMap<string, readonly Series[]>,
  tick: number,
): Judged {
  const near = new Map([...found].map(([id, all]) => [id, all.filter((one) => agree(one.labels, labels))]));
  const verdictOf = (id: string, severity?: Severity) => {
    return together((near.get(id) ?? []).map((one) => verdictAt(one, severity)));
  };
  const members = rulesIn(rule).map((id) => [id, verdictOf(id)] as const);
  const bad = members.filter(([, verdict]) => verdict === 'bad').length;
  const figures = Object.fromEntries(members.map(([id, verdict]) => [id, figureOf[verdict]]));
  const evidence = { ...plain(bad, { from: tick, to: tick }), sample: members.length, failures: bad, figures };
  return { verdicts: mapLevels(rule.when, (one) => evaluate(one, verdictOf)), evidence };
}

function agree(a: Labels, b: Labels): boolean {
  return Object.entries(a).every(([name, value]) => (b[name] ?? value) === value);
}

/** At one level, or at any. */
function verdictAt({ verdicts }: Series, severity: Severity | undefined): Verdict {
  return severity === undefined ? anyBad(Object.values(verdicts)) : (verdicts[severity] ?? 'unknown');
}

/** Bad if one of them is, good if all are. Of none at all nothing is known. */
function together(verdicts: readonly Verdict[]): Verdict {
  return verdicts.length === 0 ? 'unknown' : anyBad(verdicts);
}

function evaluate(given: Expression, verdictOf: (id: string, severity?: Severity) => Verdict): Verdict {
  if (typeof given === 'string') return verdictOf(given);
  if ('rule' in given) return verdictOf(given.rule, given.severity);
  if ('not' in given) return opposite(evaluate(given.not, verdictOf));
  if ('all' in given) return allBad(given.all.map((one) => evaluate(one, verdictOf)));
  return anyBad(given.any.map((one) => evaluate(one, verdictOf)));
}
