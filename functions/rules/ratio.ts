import * as z from 'zod';
import { finished, type Measures, measure, settled } from '../core/counter.ts';
import { severities } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import type { RuleKind } from './rule-kind.ts';
import { commonSettings, duration, share } from './rule-settings.ts';

export const ratioMeasures = [
  'started',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'unconfirmed',
  'expired',
  'read',
  'settled',
  'finished',
] as const;

const level = z
  .strictObject({
    /** Bad when the ratio is lower. */
    below: share.optional(),
    /** Bad when the ratio is higher. */
    above: share.optional(),
    /** How long it must be bad before the alert fires. */
    for: duration.default(0),
  })
  .refine((one) => (one.below === undefined) !== (one.above === undefined), { message: 'write either below or above' });

export const ratioSettings = commonSettings.extend({
  kind: z.literal('ratio'),
  of: z.enum(ratioMeasures),
  over: z.enum(ratioMeasures),
  window: duration.default(15 * minute),
  when: z.partialRecord(z.enum(severities), level),
  bound: z.enum(['point', 'wilson']).default('point'),
});

export function ratioMeasure(measures: Measures, name: (typeof ratioMeasures)[number]): number {
  if (name === 'settled') return settled(measures);
  if (name === 'finished') return finished(measures);
  return measure(measures, `o.${name}`);
}

/** A share of messages that started in a window, against a threshold. */
export const ratio = {
  settings: ratioSettings,
  async judge() {
    return [];
  },
} satisfies RuleKind<typeof ratioSettings>;
