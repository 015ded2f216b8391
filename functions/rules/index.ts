import * as z from 'zod';
import type { Severity } from '../core/severity.ts';
import { overdue } from './overdue.ts';
import { ratio } from './ratio.ts';
import type { Readings, RuleKind, RuleWords, Series } from './rule-kind.ts';

/** Every kind of rule, by the name that `kind` has in the configuration. */
export const ruleKinds = { ratio, overdue } satisfies Record<string, RuleKind<z.ZodType>>;

export const ruleSettings = z.discriminatedUnion('kind', [ratio.settings, overdue.settings]);
export type RuleSettings = z.output<typeof ruleSettings>;

/** The verdicts of a rule at a tick, for every label set it found. */
export function judge(rule: RuleSettings, tick: number, read: Readings): Promise<Series[]> {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.judge(rule, tick, read);
}

/** What a notice says of a rule in the words of its kind. */
export function wordsOf(rule: RuleSettings, severity: Severity): RuleWords {
  const kind: RuleKind<z.ZodType> = ruleKinds[rule.kind];
  return kind.words(rule, severity);
}
