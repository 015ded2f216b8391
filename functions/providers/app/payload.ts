import * as z from 'zod';
import {
  breaches,
  callOutcomes,
  generators,
  regulations,
  retryOutcomes,
  skipReasons,
} from '../../core/activity/event.ts';
import { reportName, reportNameForm } from '../../core/activity/report-names.ts';
import { channels } from '../../core/message/entry.ts';
import { statuses } from '../../core/message/status.ts';
import { e164 } from '../../core/phone.ts';
import { day } from '../../core/time.ts';
import { keyText } from '../shapes.ts';

/** Absent and `null` are the same; what is there must be right. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);

function says<Schema extends z.ZodType>(schema: Schema, error: string) {
  return z.unknown().transform((value, context): z.output<Schema> => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: error });
    return z.NEVER;
  });
}

const id = says(keyText, 'no id of 1 to 200 characters without spaces and #');
const time = says(
  z
    .union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
    .refine((at) => at >= Date.UTC(2015, 0)),
  'neither epoch milliseconds nor an ISO 8601 time with its zone, since 2015',
);
const word = says(z.union([z.string().max(200), z.int()]).transform(String), 'no text of at most 200 characters');

function whole(least: number, most: number) {
  return says(z.int().min(least).max(most), `no whole number from ${least} to ${most}`);
}

/** `+14155550123`, also as `whatsapp:+14155550123`. */
const number = says(
  z.string().refine((text) => e164.test(text.replace(/^[a-z]{2,16}:/i, ''))),
  'no number such as +14155550123',
);
/** A number, a short code or a name. */
const sender = says(z.string().min(1).max(64), 'no number, short code or name');

const labels = { campaign: maybe(word), user: maybe(word), template: maybe(word) };

/** All that can happen to a message but `expired`, which is ours to say. */
const told = [...statuses.filter((status) => status !== 'expired'), 'cancelled'] as const;

export const messageSchema = z.object({
  ...labels,
  status: says(z.enum(told), 'no status of a message'),
  provider: maybe(word),
  messageId: id,
  at: maybe(time),
  sentAt: maybe(time),
  to: maybe(number),
  from: maybe(sender),
  carrier: maybe(word),
  channel: maybe(says(z.enum(channels), `none of ${channels.join(', ')}`)),
  errorCode: maybe(says(z.union([z.string(), z.int()]).transform(String).pipe(keyText.max(64)), 'no error code')),
  segments: maybe(whole(1, 100)),
});

/** What every deed tells. */
const deed = { ...labels, id, at: maybe(time) };

const millis = maybe(says(z.number().min(0).max(day).transform(Math.round), 'no milliseconds of a day at most'));
const name = says(z.string().regex(reportName), `no name: ${reportNameForm}`);

function oneOf<const Words extends readonly [string, string, ...string[]]>(words: Words) {
  return says(z.enum(words), words.length === 2 ? `neither ${words.join(' nor ')}` : `none of ${words.join(', ')}`);
}

export const generationSchema = z
  .object({
    ...deed,
    via: oneOf(generators),
    costUsd: maybe(says(z.number().min(0).max(1000), 'no dollars from 0 to 1000')),
    costMicros: maybe(whole(0, 1e9)),
    ms: millis,
  })
  .transform(({ costUsd, costMicros, ...rest }) => ({
    ...rest,
    costMicros: costMicros ?? (costUsd === undefined ? undefined : Math.round(costUsd * 1e6)),
  }));

export const skipSchema = z.object({ ...deed, reason: oneOf(skipReasons), count: maybe(whole(1, 10_000)) });

export const apiCallSchema = z.object({ ...deed, target: name, outcome: oneOf(callOutcomes), ms: millis });

export const violationSchema = z.object({ ...deed, regulation: oneOf(regulations), reason: oneOf(breaches) });

export const retrySchema = z.object({ ...deed, outcome: oneOf(retryOutcomes) });

export const countSchema = z.object({ ...deed, name, amount: maybe(whole(1, 1_000_000)) });

/** What a table holds without rounding; what is so small that it holds nothing of it is nothing. */
const gaugeValue = z
  .number()
  .min(-1e15)
  .max(1e15)
  .transform((value) => (Math.abs(value) < 1e-100 ? 0 : value));

export const gaugeSchema = z.object({ name, value: says(gaugeValue, 'no number from -1e15 to 1e15'), at: maybe(time) });

/** Events are read one by one: an odd one does not take the others with it. */
export const bodySchema = z.object({ events: z.custom<readonly unknown[]>(Array.isArray) });

export const typeSchema = z.object({ type: z.string().min(1) });
