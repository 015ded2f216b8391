import { durationText } from '../../functions/core/number-text.ts';
import { severities } from '../../functions/core/severity.ts';
import type { CatalogueRule } from '../../functions/rules/catalogue/catalogue-rule.ts';
import { catalogue } from '../../functions/rules/catalogue/index.ts';
import { plain } from '../../functions/rules/evidence.ts';
import { labelsOfRule, type RuleSettings, ruleSettings, wordsOf } from '../../functions/rules/index.ts';

const head = `# Rules

Every rule that is shipped, in \`recommendedRules\`. What is off is kept in the configuration and not judged. To change one:

\`\`\`ts
rules: tuneRules(recommendedRules, {
  'cost-of-an-hour': { enabled: true, when: { medium: { above: '$20', for: '15m' } } },
  'delivery-by-carrier': { minSamples: 100 },
}),
\`\`\`

Each links to its section of the [runbook](runbook.md). How rules are judged is in the
[architecture](architecture.md), what they count in [measures](measures.md), how to test one in
[rule tests](rule-tests.md).
`;

/** docs/rules.md, as the catalogue makes it. */
export function rulesPage(): string {
  const parts = ([true, false] as const).map((on) => {
    const rules = catalogue.filter(({ rule }) => (rule.enabled ?? true) === on);
    return `\n## ${on ? 'On' : 'Off'}\n\n${rules.map(section).join('\n')}`;
  });
  return `${head}${parts.join('')}`;
}

function section({ rule, why, answers }: CatalogueRule): string {
  const parsed = ruleSettings.parse(rule);
  const labels = labelsOfRule(parsed);
  const lines = [
    `**[${rule.id}](runbook.md#${rule.runbook})** · ${rule.kind}${labels.length > 0 ? ` by ${labels.join(', ')}` : ''}`,
    `- says: ${rule.summary}`,
    `- means: ${rule.impact}`,
    ...severities.flatMap((severity) => levelLine(parsed, severity)),
    `- ${why}`,
    `- answers ${answers.join(', ')}`,
  ];
  return `${lines.map(escaped).join('\n')}\n`;
}

function levelLine(rule: RuleSettings, severity: (typeof severities)[number]): string[] {
  const level: { for: number } | undefined = rule.when[severity];
  if (level === undefined) return [];
  const hold = level.for > 0 ? `for ${durationText(level.for)}` : 'at once';
  return [`- ${severity}: ${[thresholdText(rule, severity, level), hold].filter((part) => part !== '').join(', ')}`];
}

function thresholdText(rule: RuleSettings, severity: (typeof severities)[number], level: object): string {
  const { threshold } = wordsOf(rule, severity, plain(undefined, { from: 0, to: 0 }));
  const direction = ['below', 'above'].find((name) => name in level);
  if (threshold !== undefined) return direction ? threshold.replace('threshold', direction) : threshold;
  return Object.entries(level)
    .filter(([name]) => name !== 'for')
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');
}

/** Braces and stars stay as they are; only what Markdown would take for a table or HTML is not. */
function escaped(line: string): string {
  return line.replaceAll('<', '&lt;');
}
