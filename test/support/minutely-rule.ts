import { defineConfig } from '../../functions/config/define-config.ts';
import type { Config, ConfigInput } from '../../functions/config/schema.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { wholeMinutes } from '../../functions/rules/values.ts';

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

/** A configuration whose rules look at one minute, however seldom: that leaves gaps, and would be refused. */
export function configWithGaps(input: ConfigInput): Config {
  const config = defineConfig({ ...input, rules: input.rules.map(({ every: _, ...rule }) => rule) });
  const rules = config.rules.map((rule, index) => {
    const every = input.rules[index]?.every;
    return every === undefined ? rule : { ...rule, every: wholeMinutes.parse(every) };
  });
  return { ...config, rules };
}
