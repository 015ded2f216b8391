import { type RuleInput, type RuleSettings, ruleSettings } from './index.ts';

const inputs: RuleInput[] = [
  {
    id: 'rule-failing',
    kind: 'evaluation',
    of: 'failing',
    when: { high: { for: '3m' } },
    summary: 'Rule {rule} cannot be judged',
    impact: 'What {rule} watches can fail unseen; its alerts stay as they are.',
    runbook: 'rules-failed',
  },
  {
    id: 'rule-cut',
    kind: 'evaluation',
    of: 'cut',
    when: { medium: { for: '5m' } },
    keepFiring: '30m',
    summary: 'Rule {rule} finds more label sets than it may judge',
    impact: 'Those with least traffic are not judged. Limit the rule with `where`, or raise evaluation.mostSeries.',
    runbook: 'rule-cut',
  },
];

/** Rules on the evaluation itself: always there, and a team's own of the same id takes their place. */
const evaluationRules: readonly RuleSettings[] = inputs.map((rule) => ruleSettings.parse(rule));

/** A configuration's rules, and those that are always there. */
export function allRules(rules: readonly RuleSettings[]): RuleSettings[] {
  const ids = new Set(rules.map(({ id }) => id));
  return [...rules, ...evaluationRules.filter(({ id }) => !ids.has(id))];
}
