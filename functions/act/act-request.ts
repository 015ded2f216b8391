import * as z from 'zod';
import { longestComment } from '../core/handle.ts';
import { actorSchema } from '../core/handling.ts';
import { matcherSchema } from '../core/matcher.ts';
import { countText } from '../core/number-text.ts';
import { overridable } from '../core/override.ts';
import { day } from '../core/time.ts';
import { tokenActionSchema, tokenQuestionSchema } from './token-request.ts';

/** A group, or the alert whose id begins so, `7f3a9c`, as messages show it; if there is none, the group whose id does. */
const targetSchema = z.union([z.strictObject({ group: z.string() }), z.strictObject({ alert: z.string() })]);
export type Target = z.infer<typeof targetSchema>;

const on = targetSchema;
/** Milliseconds from now. */
const length = z
  .number()
  .positive('write a time that is longer than none')
  .max(3653 * day, 'write ten years at most');
/** Epoch milliseconds. Later years are written in more than four digits, which nothing sorts and few read. */
const time = z
  .number()
  .min(0, 'write a time after 1970')
  .max(Date.UTC(9999, 11, 31), 'write a time before the end of 9999');
/** Why something is silenced. */
const comment = z.string().max(longestComment, `a comment has at most ${countText(longestComment)} characters`);
const matchers = z.array(matcherSchema);

/** What is done to alerts that fire: to one, or to all of a group. */
const alertActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('acknowledge'), on, for: length.optional() }),
  z.strictObject({ do: z.literal('unacknowledge'), on }),
  z.strictObject({ do: z.literal('assign'), on, to: z.string().min(1) }),
  z.strictObject({ do: z.literal('comment'), on, text: z.string().min(1) }),
  z.strictObject({ do: z.literal('snooze'), on, for: length }),
  z.strictObject({ do: z.literal('wake'), on }),
  z.strictObject({ do: z.literal('resolve'), on }),
]);
export type AlertAction = z.infer<typeof alertActionSchema>;

const silenceActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('silence'), matchers, from: time.optional(), for: length, comment }),
  /** What a group's alerts have in common; a silence of the same that is active is made longer. */
  z.strictObject({ do: z.literal('silence-group'), group: z.string(), for: length, comment }),
  /** The alert whose id begins so: its rule and labels unless matchers say else; longer in the same way. */
  z.strictObject({
    do: z.literal('silence-alert'),
    alert: z.string(),
    matchers: matchers.optional(),
    for: length,
    comment,
  }),
  z.strictObject({
    do: z.literal('edit-silence'),
    id: z.string(),
    matchers: matchers.optional(),
    from: time.optional(),
    /** From now. */
    for: length.optional(),
    comment: comment.optional(),
  }),
  z.strictObject({ do: z.literal('end-silence'), id: z.string() }),
]);
export type SilenceAction = z.infer<typeof silenceActionSchema>;

const section = z.enum(overridable);

const overrideActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-override'), section, value: z.json(), for: length.optional() }),
  z.strictObject({ do: z.literal('remove-override'), section }),
  /** Settings of one rule, instead of what was replaced of it before. */
  z.strictObject({
    do: z.literal('override-rule'),
    rule: z.string(),
    settings: z.record(z.string(), z.json()),
    for: length.optional(),
  }),
  z.strictObject({ do: z.literal('restore-rule'), rule: z.string() }),
  /** Somebody takes over a schedule for a while. */
  z.strictObject({ do: z.literal('take-over'), schedule: z.string(), person: z.string(), from: time, to: time }),
]);
export type OverrideAction = z.infer<typeof overrideActionSchema>;

/** Where an answer to `list-notices` ended: it begins with a time. */
const noticeCursor = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text.split('#')[0] ?? '')), 'write the cursor with which an answer ended');

/** Questions; nothing is changed or audited. */
const questionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('list-alerts') }),
  z.strictObject({ do: z.literal('list-silences') }),
  z.strictObject({ do: z.literal('list-overrides') }),
  z.strictObject({ do: z.literal('list-on-call'), at: time.optional() }),
  tokenQuestionSchema,
  z.strictObject({ do: z.literal('list-audit'), from: time.optional(), to: time.optional() }),
  /** What channels were told. `since`: that long ago. `alert`: the beginning of its id. */
  z.strictObject({
    do: z.literal('list-notices'),
    since: length,
    alert: z.string().min(1).optional(),
    cursor: noticeCursor.optional(),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

/** What people can ask for, whichever front they use. */
export const actRequestSchema = z.strictObject({
  tenant: z.string(),
  by: actorSchema,
  action: z.discriminatedUnion('do', [
    ...alertActionSchema.options,
    ...silenceActionSchema.options,
    ...overrideActionSchema.options,
    ...tokenActionSchema.options,
    ...questionSchema.options,
  ]),
});
export type ActRequest = z.infer<typeof actRequestSchema>;
