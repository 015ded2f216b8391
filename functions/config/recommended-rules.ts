import { catalogue } from '../rules/catalogue/index.ts';
import type { RuleInput } from '../rules/index.ts';
import { ConfigError } from './define-config.ts';

/** Every rule that is shipped, on or off as docs/rules.md says. */
export const recommendedRules: RuleInput[] = catalogue.map(({ rule }) => rule);

/** Changes of a rule's settings. What is not named stays. */
export type RuleChanges = Readonly<Record<string, unknown>>;

/**
 * Rules with some of their settings changed, by id: `tuneRules(recommendedRules, { 'traffic-drop': { enabled: true } })`.
 * The result is checked with the configuration. @throws ConfigError for an id that no rule has
 */
export function tuneRules(rules: readonly RuleInput[], changes: Readonly<Record<string, RuleChanges>>): RuleInput[] {
  const ids = rules.map(({ id }) => id);
  const unknown = Object.keys(changes).filter((id) => !ids.includes(id));
  if (unknown.length > 0) throw new ConfigError(`There is no rule ${unknown.join(', ')}. There are: ${ids.join(', ')}`);
  return rules.map((rule) => (Object.hasOwn(changes, rule.id) ? { ...rule, ...changes[rule.id] } : rule));
}
