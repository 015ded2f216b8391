import * as z from 'zod';
import { severities } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import type { RuleKind } from './rule-kind.ts';
import { commonSettings, duration, share } from './rule-settings.ts';

const level = z.strictObject({
  /** Bad when the share of overdue messages is higher than usual by more than this. */
  rise: share,
  for: duration.default(0),
});

export const overdueSettings = commonSettings.extend({
  kind: z.literal('overdue'),
  /** The age of the messages that are judged. */
  from: duration.default(10 * minute),
  to: duration.default(30 * minute),
  when: z.partialRecord(z.enum(severities), level),
});

/** Receipts that stop: messages without an ending though they are old enough to have one. */
export const overdue = {
  settings: overdueSettings,
  async judge() {
    return [];
  },
} satisfies RuleKind<typeof overdueSettings>;
