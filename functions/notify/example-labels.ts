import type { RuleSettings } from '../config/schema.ts';
import { labelsOfRule } from '../rules/index.ts';

/** What labels may look like. Made up, but for the names of providers and carriers. */
const examples: Readonly<Record<string, readonly string[]>> = {
  provider: ['telnyx', 'twilio', 'meta'],
  carrier: ['AT&T', 'T-Mobile', 'Verizon'],
  country: ['US', 'CA', 'GB'],
  campaign: ['spring-promo', 'order-updates', 'one-time-codes'],
  sender: ['+1415•••0123~4f2a', '+1212•••0188~9c01'],
  pool: ['marketing', 'transactional'],
  template: ['order-shipped', 'code'],
  errorCode: ['40008', '40001', '40002'],
  unit: ['campaign'],
  id: ['CSPRNG1', 'CORDER2', 'CCODES3'],
};

/** The labels of so many made-up alerts of a rule: they differ in the last label. None of a rule without labels but one. */
export function exampleLabels(rule: RuleSettings, alerts: number): Record<string, string>[] {
  const names = labelsOfRule(rule);
  const last = names.at(-1);
  const shared = Object.fromEntries(names.map((name) => [name, valuesOf(rule, name)[0] ?? name]));
  if (last === undefined) return [shared];
  const values = valuesOf(rule, last);
  return Array.from({ length: alerts }, (_, index) => ({ ...shared, [last]: valueAt(values, last, index) }));
}

function valueAt(values: readonly string[], name: string, index: number): string {
  return values[index] ?? `${values[0] ?? name}-${index + 1}`;
}

function valuesOf({ where }: RuleSettings, name: string): readonly string[] {
  const wanted = Object.entries(where).find(([label]) => label === name)?.[1];
  return wanted ?? examples[name] ?? [`example-${name}`];
}
