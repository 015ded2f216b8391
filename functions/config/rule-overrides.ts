import * as z from 'zod';
import { allRules } from '../rules/evaluation-rules.ts';
import { didYouMean } from './known-labels.ts';
import type { Issue } from './readable-issues.ts';
import type { Config } from './schema.ts';

const endForm = 'write a time with its offset, such as 2026-11-21T20:00Z';

const end = z
  .string(endForm)
  .refine(
    (text) => /T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    endForm,
  );

/** What is replaced of one rule. `until`: the deployed settings count again from then on. */
const ruleOverrideSchema = z.looseObject({ until: end.optional() });
export type RuleOverride = z.infer<typeof ruleOverrideSchema>;

/** The value of an override of `rules`: by the rule's id. */
export const ruleOverridesSchema = z.record(z.string(), ruleOverrideSchema, {
  error: 'write an object such as { "<rule>": { "enabled": false } }',
});
export type RuleOverrides = z.infer<typeof ruleOverridesSchema>;

/** Whether it still counts. @param now epoch milliseconds */
export function isStanding({ until }: RuleOverride, now: number): boolean {
  return until === undefined || now < Date.parse(until);
}

/** What no schema would see: rules that are not there, and what makes a rule the one that it is. */
export function ruleOverrideIssues(config: Config, id: string, override: RuleOverride): Issue[] {
  const ids = allRules(config.rules).map((rule) => rule.id);
  if (!ids.includes(id)) {
    return [{ path: `rules.${id}`, message: `there is no rule "${id}"${didYouMean(id, ids)}` }];
  }
  return ['id', 'kind']
    .filter((key) => Object.hasOwn(override, key))
    .map((key) => ({ path: `rules.${id}.${key}`, message: `${key} cannot be overridden: leave it out` }));
}

/** The rules with these settings in the place of their own; a rule that is always there joins them if it is among these. */
export function withRuleSettings(rules: Config['rules'], overrides: ReadonlyMap<string, RuleOverride>): unknown[] {
  const own = new Set(rules.map(({ id }) => id));
  return allRules(rules)
    .filter(({ id }) => own.has(id) || overrides.has(id))
    .map((rule) => {
      const { until: _, ...settings } = overrides.get(rule.id) ?? {};
      return { ...rule, ...settings };
    });
}

/** `rules[3].when` as whoever overrides it knows it: `rules.delivery.when`. @param rules as they were checked */
export function namedByRule({ path, message }: Issue, rules: readonly unknown[]): Issue {
  const named = path.replace(/^rules\[(\d+)\]/, (place, index) => {
    const id = idSchema.safeParse(rules[Number(index)]).data?.id;
    return id === undefined ? place : `rules.${id}`;
  });
  return { path: named, message };
}

const idSchema = z.object({ id: z.string() });
