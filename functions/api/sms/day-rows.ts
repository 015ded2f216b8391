import * as z from 'zod';
import { localStamps } from '../../core/calendar.ts';
import { failures, type Measures, measure } from '../../core/counter.ts';
import { ratio } from '../../query/derived.ts';
import { averageOf, dollarsOf, percentOf } from '../percent.ts';

const count = z.number();
const percent = z.number().nullable().meta({ description: 'Of what settled; null: nothing has' });
const dollars = z.string().meta({ description: 'Dollars, with four decimals', example: '1.2345' });

const counted = {
  metric_date: z.iso.date().meta({ description: 'Of the tenant’s zone' }),
  scheduled_count: count,
  sent_count: count,
  delivered_count: count,
  failed_count: count.meta({ description: 'Failed and undelivered' }),
  delivery_rate_percent: percent,
  llm_success_rate_percent: z.number().nullable().meta({ description: 'Of all texts made; null: none was' }),
};

/** A day of everybody. */
export const dayRowSchema = z.object({ ...counted, active_users: count }).meta({ id: 'DayRow' });

/** Everything that the documents count of a day, but people. */
export const fullRowSchema = z
  .object({
    ...counted,
    cancelled_count: count,
    avg_delivery_time_ms: z.number().nullable(),
    avg_generation_time_ms: z.number().nullable(),
    llm_success_count: count,
    template_fallback_count: count,
    opt_out_count: count,
    quiet_hours_skip_count: count,
    daily_limit_hit_count: count,
    sms_cost_usd: dollars,
    llm_cost_usd: dollars,
  })
  .meta({ id: 'FullRow' });

/** The date of a time: `2026-11-21`. */
export function dateOf(zone: string, at: number): string {
  return localStamps(zone)(at).slice(0, 10);
}

export function countedRow(date: string, measures: Measures) {
  const of = (name: string) => measure(measures, name);
  return {
    metric_date: date,
    scheduled_count: of('o.scheduled'),
    sent_count: of('o.sent'),
    delivered_count: of('o.delivered'),
    failed_count: failures(measures),
    delivery_rate_percent: percentOf(ratio(measures, 'deliveryRate')),
    llm_success_rate_percent: percentOf(ratio(measures, 'generationSuccess')),
  };
}

export function fullRow(date: string, measures: Measures): z.infer<typeof fullRowSchema> {
  const of = (name: string) => measure(measures, name);
  return {
    ...countedRow(date, measures),
    cancelled_count: of('o.canceled'),
    avg_delivery_time_ms: averageOf(ratio(measures, 'averageReceiptMs')),
    avg_generation_time_ms: averageOf(ratio(measures, 'averageGenerationMs')),
    llm_success_count: of('o.app.generated.llm'),
    template_fallback_count: of('o.app.generated.template'),
    opt_out_count: of('o.consent.opted-out'),
    quiet_hours_skip_count: of('o.app.skipped.quiet-hours'),
    daily_limit_hit_count: of('o.app.skipped.daily-limit'),
    sms_cost_usd: dollarsOf(of('o.costMicros')),
    llm_cost_usd: dollarsOf(of('o.app.generationCostMicros')),
  };
}
