import { isMeasure, namedMeasures } from '../rules/measures.ts';
import { nearest } from './nearest.ts';
import type { Issue } from './readable-issues.ts';
import type { RuleSettings } from './schema.ts';

/** The amounts that a rule judges, by the setting that names them. */
export function amountsOf(rule: RuleSettings): { field: string; amount: string }[] {
  if (rule.kind === 'aws-metric' || rule.kind === 'gauge' || rule.kind === 'evaluation') return [];
  const given = { of: 'of' in rule ? rule.of : undefined, over: 'over' in rule ? rule.over : undefined };
  return Object.entries(given).flatMap(([field, amount]) => (amount === undefined ? [] : { field, amount }));
}

/** Rules on what is never counted, or not for the label sets that they judge: they would find 0 for ever. */
export function amountIssues(rules: readonly RuleSettings[]): Issue[] {
  return rules.flatMap((rule, index) => {
    const amounts = amountsOf(rule).flatMap(({ field, amount }) => {
      const message = unknownMeasure(amount) ?? misplaced(rule, field, amount);
      return message === undefined ? [] : { path: `rules[${index}].${field}`, message };
    });
    const misses = rule.by.includes('errorCode') && (rule.kind === 'overdue' || rule.kind === 'percentile');
    return misses ? [...amounts, { path: `rules[${index}].by`, message: failuresOnly }] : amounts;
  });
}

function unknownMeasure(amount: string): string | undefined {
  if (!/^[ot]\./.test(amount) || isMeasure(amount)) return undefined;
  const meant = nearest(amount, namedMeasures);
  return `"${amount}" is never counted${meant === undefined ? ': see docs/measures.md' : `; did you mean "${meant}"?`}`;
}

const failuresOnly = 'by error code only what failed is counted: name failures, undelivered, failed or error.<class>';

const byErrorCode =
  /^(o\.)?(started|sent|undelivered|failed|failures|segments|error\..+|faults?\..+|.*cost|.*Fee|.*Micros)$/i;

/** @param field what is divided by is that of the provider, where error codes are judged */
function misplaced({ by }: RuleSettings, field: string, amount: string): string | undefined {
  if (amount.startsWith('t.') && by.length > 0 && by.join() !== 'provider') {
    return 'transitions are counted in all and by provider: name a measure that begins with o., or another by';
  }
  return field === 'of' && by.includes('errorCode') && !byErrorCode.test(amount) ? failuresOnly : undefined;
}
