import * as z from 'zod';
import { minute } from '../core/time.ts';
import { duration } from '../rules/values.ts';
import { name } from './names.ts';

const wholeMinutes = duration.refine((millis) => millis % minute === 0, {
  message: 'write whole minutes, such as 15m',
});

const stepSettings = z.strictObject({
  /** Since it began to escalate: 0m is at once. */
  after: wholeMinutes,
  /** Channels that are called. */
  to: z.array(name).min(1, 'name at least one channel'),
});

/** Who is called, and when, while nobody acknowledges. Durations in milliseconds after parsing. */
export const escalationSettings = z.strictObject({
  steps: z.array(stepSettings).min(1, 'write at least one step').refine(areInOrder, {
    message: 'write the steps in the order in which they are taken: each after is longer than the one before it',
  }),
  /** How many more times all steps are gone through. */
  repeat: z.number().int().min(0).max(9, 'at most 9 times').default(0),
  /** How long after the last step. */
  repeatAfter: wholeMinutes.refine((millis) => millis > 0, { message: 'at least 1m' }).default(15 * minute),
});

function areInOrder(steps: readonly { after: number }[]): boolean {
  return steps.every(({ after }, index) => index === 0 || after > (steps[index - 1]?.after ?? 0));
}
