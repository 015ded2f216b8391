import { ruleSettings } from '../rules/index.ts';
import { commonSettings } from '../rules/rule-settings.ts';
import { amountIssues } from './amount-issues.ts';
import { channelIssues } from './channel-issues.ts';
import { compositeIssues } from './composite-issues.ts';
import { peopleIssues } from './people-issues.ts';
import { quietIssues } from './quiet-issues.ts';
import { type Issue, readableIssues, valueAt } from './readable-issues.ts';
import { reportIssues } from './report-issues.ts';
import { retentionIssues } from './retention-issues.ts';
import { routeIssues } from './route-issues.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';
import { whereIssues } from './where-issues.ts';

/** What is wrong with a configuration, and where; `rule`: the id of the rule it is in. */
export type ConfigIssue = Issue & { rule?: string };

export class ConfigError extends Error {
  override name = 'ConfigError';
  /** None if there is no configuration to speak of. */
  readonly issues: readonly ConfigIssue[];

  constructor(message: string, { cause, issues = [] }: { cause?: unknown; issues?: readonly ConfigIssue[] } = {}) {
    super(message, { cause });
    this.issues = issues;
  }
}

/** Checks a configuration and fills in its defaults. @throws ConfigError that names each wrong key and what it should be */
export function defineConfig(input: ConfigInput): Config {
  return checkConfig(input, 'wirewatch.config.ts');
}

/** Like {@link defineConfig}, for input of any origin. @throws ConfigError */
export function checkConfig(input: unknown, source: string): Config {
  const parsed = configSchema.safeParse(input);
  const found = parsed.success ? crossCheck(parsed.data) : readableIssues(configSchema, parsed.error, input);
  const all = parsed.success ? found : [...found, ...crossCheckRest(input)];
  if (parsed.success && all.length === 0) return parsed.data;
  const issues = all.map((issue) => withRule(issue, input));
  const lines = issues.map(({ path, message }) => (path === '' ? `✖ ${message}` : `✖ ${message}\n  → at ${path}`));
  throw new ConfigError(`${source} is not valid:\n${lines.join('\n')}`, { issues });
}

/** What the parts of a configuration say of each other. @param unread the rules that stand in for others */
export function crossCheck(config: Config, unread: readonly string[] = []): Issue[] {
  const ids = config.rules.map((rule) => rule.id);
  const repeated = ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : { path: `rules[${index}].id`, message: `"${id}" is there twice` },
  );
  return [
    ...routeIssues(config),
    ...quietIssues(config),
    ...peopleIssues(config),
    ...channelIssues(config),
    ...repeated,
    ...whereIssues(config.rules),
    ...compositeIssues(config.rules, new Set(unread)),
    ...amountIssues(config.rules),
    ...reportIssues(config),
    ...retentionIssues(config),
  ];
}

/** What else is wrong, if only rules are: in their places stand rules of their ids that say nothing. */
function crossCheckRest(input: unknown): Issue[] {
  const rules = valueAt(input, ['rules']);
  if (!Array.isArray(rules)) return [];
  const standIns = rules.map((rule, index) =>
    ruleSettings.safeParse(rule).success ? undefined : standIn(rule, index),
  );
  const standing = rules.map((rule, index) => standIns[index] ?? rule);
  const parsed = configSchema.safeParse({ ...Object(input), rules: standing });
  const unread = standIns.flatMap((one) => one?.id ?? []);
  return parsed.success ? crossCheck(parsed.data, unread) : [];
}

function standIn(rule: unknown, index: number) {
  const id = commonSettings.shape.id.safeParse(valueAt(rule, ['id']));
  const known = id.success ? id.data : `rule-${index}`;
  return { kind: 'evaluation', of: 'failing', id: known, when: { info: {} }, summary: known };
}

function withRule(issue: Issue, input: unknown): ConfigIssue {
  const index = /^rules\[(\d+)\]/.exec(issue.path)?.[1];
  const id = index === undefined ? undefined : valueAt(input, ['rules', Number(index), 'id']);
  return typeof id === 'string' ? { ...issue, rule: id } : issue;
}
