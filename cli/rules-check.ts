import { ConfigError, type ConfigIssue } from '../functions/config/define-config.ts';
import type { Config, RuleSettings } from '../functions/config/schema.ts';
import { countText } from '../functions/core/number-text.ts';
import { severities } from '../functions/core/severity.ts';
import { textTable } from './text-table.ts';

export type RulesCheckTools = {
  /** @throws ConfigError */
  read(file: string): Promise<Config>;
  print(text: string): void;
};

/** Says which rules a configuration has, or all that is wrong with it. @returns the exit code: 1 if anything is */
export async function rulesCheck(
  { config: file, json }: { config: string; json?: boolean | undefined },
  { read, print }: RulesCheckTools,
): Promise<number> {
  const { rules, errors } = await checked(read(file));
  if (json) print(JSON.stringify({ rules: rules.map(shown), errors }, null, 2));
  else print(errors.length > 0 ? errorText(errors) : rulesText(rules));
  return errors.length > 0 ? 1 : 0;
}

async function checked(reading: Promise<Config>): Promise<{ rules: RuleSettings[]; errors: readonly ConfigIssue[] }> {
  try {
    return { rules: (await reading).rules, errors: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { rules: [], errors: error.issues.length > 0 ? error.issues : [{ path: '', message: error.message }] };
  }
}

function shown({ id, kind, enabled, by, when }: RuleSettings) {
  return { id, kind, enabled, by, severities: severities.filter((severity) => severity in when) };
}

function errorText(errors: readonly ConfigIssue[]): string {
  const lines = errors.map(({ path, message, rule }) => {
    return `${path === '' ? '' : `${path}: `}${message}${rule === undefined ? '' : ` (rule ${rule})`}`;
  });
  return [...lines, '', errors.length === 1 ? '1 error' : `${countText(errors.length)} errors`].join('\n');
}

function rulesText(rules: readonly RuleSettings[]): string {
  const rows = rules.map(shown).map(({ id, kind, enabled, severities: levels }) => {
    return [id, kind, `${levels.join(', ')}${enabled ? '' : '  (off)'}`];
  });
  return [textTable(rows), '', `${countText(rules.length)} rules, no errors`].join('\n');
}
