import { rulesIn } from '../rules/composite.ts';
import type { RuleSettings } from './schema.ts';

/** The rules that are judged, with their places: those that are on, and those that they are made of. */
export function rulesInUse(rules: readonly RuleSettings[]): { rule: RuleSettings; index: number }[] {
  const used = new Set(rules.filter(({ enabled }) => enabled).map(({ id }) => id));
  // What is added to a set while it is walked is walked too.
  for (const id of used) {
    const rule = rules.find((one) => one.id === id);
    if (rule?.kind === 'composite') for (const part of rulesIn(rule)) used.add(part);
  }
  return rules.flatMap((rule, index) => (used.has(rule.id) ? { rule, index } : []));
}
