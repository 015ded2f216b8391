import type { RuleInput } from '../../functions/rules/index.ts';

/** A ratio rule that judges each minute by itself. */
export const minutelyRule = {
  id: 'delivery',
  kind: 'ratio',
  of: 'delivered',
  over: 'settled',
  by: ['provider'],
  window: '1m',
  settle: 0,
  when: { critical: { below: '50%' } },
  summary: 'Delivery through {provider} is {value}',
} satisfies RuleInput;
