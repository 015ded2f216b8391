import { amountsOf } from './amount-issues.ts';
import { nearest } from './nearest.ts';
import type { Issue } from './readable-issues.ts';
import { rulesInUse } from './rules-in-use.ts';
import type { Config, RuleSettings } from './schema.ts';

/** Rules that are judged and look at what the configuration does not let the application report: nothing would ever come. */
export function reportIssues({ rules, reports }: Pick<Config, 'rules' | 'reports'>): Issue[] {
  return rulesInUse(rules).flatMap(({ rule, index }) =>
    namesOf(rule)
      .filter(({ list, name }) => !reports[list].includes(name))
      .map(({ list, name, field }) => {
        const meant = nearest(name, reports[list]);
        const hint =
          meant === undefined ? `add it to reports.${list}` : `did you mean "${meant}"? Or add it to reports.${list}`;
        return { path: `rules[${index}].${field}`, message: `the application may not report "${name}": ${hint}` };
      }),
  );
}

type Named = { list: 'gauges' | 'counts' | 'apis'; name: string; field: string };

const reported = { counts: /^o\.app\.count\.(.+)$/, apis: /^(?:o\.app\.)?api(?:Failures)?\.([a-z0-9-]+)/ } as const;

function namesOf(rule: RuleSettings): Named[] {
  if (rule.kind === 'gauge') return [{ list: 'gauges', name: rule.of, field: 'of' }];
  return amountsOf(rule).flatMap(({ field, amount }) =>
    (['counts', 'apis'] as const).flatMap((list): Named[] => {
      const name = reported[list].exec(amount)?.[1];
      return name === undefined ? [] : [{ list, name, field }];
    }),
  );
}
