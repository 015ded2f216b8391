import { durationText } from '../../functions/core/number-text.ts';
import { severities } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';
import type { CatalogueRule } from '../../functions/rules/catalogue/catalogue-rule.ts';
import { catalogue } from '../../functions/rules/catalogue/index.ts';
import type { Expression } from '../../functions/rules/composite.ts';
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
[architecture](architecture.md), what each kind looks at in [kinds of rules](rule-kinds.md), what they count in
[measures](measures.md), how to test one in [rule tests](rule-tests.md). They are judged every minute unless they say
otherwise. Ids after *answers* are those of [requirements](requirements.md).
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
    ...lookLine(parsed),
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
  if (rule.kind === 'composite') return rule.when[severity] ? `while ${together(rule.when[severity])} are bad` : '';
  const { threshold = '' } = wordsOf(rule, severity, plain(undefined, { from: 0, to: 0 }));
  const direction = ['below', 'above'].find((name) => name in level);
  const text = threshold.replace(/^threshold ?/, direction ? `${direction} ` : '');
  const burn = rule.kind === 'burn-rate' ? rule.when[severity] : undefined;
  return burn ? `${text} in ${durationText(burn.long)}` : text;
}

/** `a and (b or not c)` */
function together(given: Expression): string {
  if (typeof given === 'string') return given;
  if ('rule' in given) return given.rule;
  if ('not' in given) return `not ${together(given.not)}`;
  const [parts, word] = 'all' in given ? [given.all, ' and '] : [given.any, ' or '];
  return parts.map((one) => (typeof one === 'string' ? one : `(${together(one)})`)).join(word);
}

/** Over which time it looks, how often, and from how many cases on. */
function lookLine(rule: RuleSettings): string[] {
  const early = rule.kind === 'ratio' && rule.early ? `, and early at the last ${durationText(rule.early)}` : '';
  const every = rule.every > minute ? [`every ${durationText(rule.every)}`] : [];
  const parts = [...windowText(rule).map((text) => text + early), ...every, ...gateText(rule)];
  return parts.length > 0 ? [`- looks at: ${parts.join('; ')}`] : [];
}

function windowText(rule: RuleSettings): string[] {
  const end = rule.settle > 0 ? `up to ${durationText(rule.settle)} ago` : 'up to now';
  switch (rule.kind) {
    case 'overdue':
      return [`what started ${durationText(rule.from)} to ${durationText(rule.to)} ago`];
    case 'gauge':
      return [`the last value, if it is at most ${durationText(rule.maxAge)} old`];
    case 'baseline':
      return [`the hour ${end}`];
    case 'absence':
      return [`the silence ${end}`];
    case 'burn-rate':
      return [`the time of each level and a twelfth of it, ${end}`];
    case 'aws-metric':
      return [`${durationText(rule.window ?? rule.period)} ${end}`];
    default:
      return 'window' in rule && rule.window ? [`${durationText(rule.window)} ${end}`] : [];
  }
}

function gateText(rule: RuleSettings): string[] {
  if (!('minSamples' in rule) || isUngated(rule)) return [];
  const bad = 'minFailures' in rule && rule.minFailures > 0 ? `, ${rule.minFailures} of them bad` : '';
  const sure = 'bound' in rule && rule.bound === 'wilson' ? ['bad only if certain to 95 %'] : [];
  return [`from ${rule.minSamples} cases on${bad}`, ...sure];
}

/** What is no share, and violations, of which each counts. */
function isUngated(rule: RuleSettings): boolean {
  if (rule.kind === 'score') return rule.score !== 'performance';
  return (rule.kind === 'change' || rule.kind === 'aws-metric') && rule.over === undefined;
}

/** Braces and stars stay as they are; only what Markdown would take for a table or HTML is not. */
function escaped(line: string): string {
  return line.replaceAll('<', '&lt;');
}
