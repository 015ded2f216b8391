import type { Issue } from './readable-issues.ts';
import type { Config, RuleSettings } from './schema.ts';

/** Rules that are on and judge what the configuration does not let the application report: nothing would ever come. */
export function reportIssues({ rules, reports }: Pick<Config, 'rules' | 'reports'>): Issue[] {
  return rules.flatMap((rule, index) => {
    if (!rule.enabled) return [];
    return namesOf(rule)
      .filter(({ list, name }) => !reports[list].includes(name))
      .map(({ list, name, field }) => ({
        path: `rules[${index}].${field}`,
        message: `the application may not report "${name}": add it to reports.${list}`,
      }));
  });
}

type Named = { list: 'gauges' | 'counts'; name: string; field: string };

function namesOf(rule: RuleSettings): Named[] {
  if (rule.kind === 'gauge') return [{ list: 'gauges', name: rule.of, field: 'of' }];
  const amounts = { of: 'of' in rule ? rule.of : undefined, over: 'over' in rule ? rule.over : undefined };
  return Object.entries(amounts).flatMap(([field, amount]): Named[] => {
    const name = typeof amount === 'string' ? /^o\.app\.count\.(.+)$/.exec(amount)?.[1] : undefined;
    return name === undefined ? [] : [{ list: 'counts', name, field }];
  });
}
