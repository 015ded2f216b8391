import * as z from 'zod';
import { isFiring } from '../../act/tenant-alerts.ts';
import type { RuleSettings } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import type { Measures } from '../../core/counter.ts';
import { type RatioName, ratio } from '../../query/derived.ts';

/** The documents' own limits (A-40, A-41), which the recommended rules have too. */
const leastDelivered = 0.9;
const leastGenerated = 0.5;
/** A rate of fewer cases than these says nothing yet. */
const fewest = 20;

export const wellSchema = z
  .object({ delivery_healthy: z.boolean(), llm_healthy: z.boolean(), overall_healthy: z.boolean() })
  .meta({
    id: 'Well',
    description:
      'Healthy: no alert of it fires, and the rate of today is not below 90 % (delivery) or 50 % (texts by the model); of fewer than 20 cases the rate does not count',
  });
export type Well = z.infer<typeof wellSchema>;

/** Whether messages arrive and the model writes: by the alerts that fire, and by what was counted today. */
export function wellOf(measures: Measures, alerts: readonly Alert[], rules: readonly RuleSettings[]): Well {
  const firing = new Set(alerts.filter(isFiring).map(({ rule }) => rule));
  const fires = (is: (rule: RuleSettings) => boolean) => rules.some((rule) => firing.has(rule.id) && is(rule));
  const delivers =
    !fires(({ tags }) => tags.family === 'delivery') && reaches(measures, 'deliveryRate', leastDelivered);
  const generates =
    !fires(({ id }) => id === 'generation-fallback') && reaches(measures, 'generationSuccess', leastGenerated);
  return { delivery_healthy: delivers, llm_healthy: generates, overall_healthy: delivers && generates };
}

function reaches(measures: Measures, name: RatioName, least: number): boolean {
  const { over, value } = ratio(measures, name);
  return value === undefined || over < fewest || value >= least;
}
