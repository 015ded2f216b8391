import * as z from 'zod';
import { normaliseCarrier } from '../core/carrier.ts';
import type { cappedDimensions } from '../core/label-cap.ts';
import { channels, type MessageChannel } from '../core/message/entry.ts';
import { defaultRetention } from '../core/retention.ts';
import { day, hour, minute } from '../core/time.ts';
import { dollars, duration, share } from '../rules/values.ts';

function atLeast(least: number, why: string) {
  return duration.refine((millis) => millis >= least, { message: why });
}

const threeDays = atLeast(3 * day, 'at least 3d: no counts are taken in the last 48h before a bucket expires');

/** How long things are kept. */
export const retentionSettings = z
  .strictObject({
    minute: threeDays.default(defaultRetention.minute),
    hour: atLeast(8 * day, 'at least 8d').default(defaultRetention.hour),
    day: atLeast(62 * day, 'at least 62d').default(defaultRetention.day),
    month: atLeast(62 * day, 'at least 62d').default(defaultRetention.month),
    journal: atLeast(8 * day, 'at least 8d').default(defaultRetention.journal),
    registration: atLeast(90 * day, 'at least 90d').default(defaultRetention.registration),
  })
  .refine(({ journal, hour: hours }) => journal >= hours, {
    path: ['journal'],
    message: 'must not be shorter than hour: hours are recounted from the journal',
  })
  .refine(({ day: days, hour: hours }) => days >= hours + 31 * day, {
    path: ['day'],
    message: 'must be 31d longer than hour: a late hour sums its whole month again from days',
  });

/** How many different values of a dimension are counted apart for a tenant in a day; the rest is `other`. */
const defaultLimits = { carrier: 50, campaign: 300, sender: 300, pool: 100, template: 200, errorCode: 200 } as const;

const limit = z.number().int().min(1).max(1000);

export const limitSettings = z.strictObject({
  carrier: limit.default(defaultLimits.carrier),
  campaign: limit.default(defaultLimits.campaign),
  sender: limit.default(defaultLimits.sender),
  pool: limit.default(defaultLimits.pool),
  template: limit.default(defaultLimits.template),
  errorCode: limit.default(defaultLimits.errorCode),
} satisfies Record<(typeof cappedDimensions)[number], z.ZodType>);

/** A fee by a name that no message is counted under would never be found. */
function asCounted(fees: Readonly<Record<string, number>>, context: z.RefinementCtx): void {
  for (const name of Object.keys(fees)) {
    const counted = normaliseCarrier(name);
    if (counted === name) continue;
    context.addIssue({ code: 'custom', path: [name], message: `this carrier is counted as ${counted}: write that` });
  }
}

const priceSettings = z
  .strictObject({
    channel: z.enum(channels).default('sms'),
    /** ISO 3166; absent: every country that no other price names. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'write an ISO 3166 code such as US')
      .optional(),
    /** Of one segment, without the carrier's fee. */
    segment: dollars.optional(),
    segmentMicros: z.number().int().nonnegative().optional(),
    /** Of one segment, by the carrier's name; `*` for every other. */
    carrierFees: z.record(z.string(), dollars).superRefine(asCounted).default({}),
  })
  .transform(({ segment, segmentMicros = segment, ...price }, context) => {
    if (segmentMicros !== undefined) return { ...price, segmentMicros };
    context.addIssue({ code: 'custom', path: ['segment'], message: 'is missing' });
    return z.NEVER;
  });

/** What a provider charges from a day on, where its webhooks do not tell. A newer card replaces an older one whole. */
export const rateCardSettings = z.strictObject({
  provider: z.string(),
  asOf: z.iso.date(),
  /** Where the prices are from. */
  source: z.string().optional(),
  prices: z.array(priceSettings).min(1),
});

const defaultExpiry: Record<MessageChannel, number> = {
  sms: 72 * hour,
  mms: 72 * hour,
  rcs: 72 * hour,
  whatsapp: 72 * hour,
  messenger: 72 * hour,
  other: 72 * hour,
};

const timeout = duration.refine((millis) => millis >= hour && millis % hour === 0 && millis <= 30 * day, {
  message: 'write whole hours, from 1h to 30d',
});

/** After how long a message without a receipt is taken for expired, by channel. */
export const expirySettings = z.strictObject({
  sms: timeout.default(defaultExpiry.sms),
  mms: timeout.default(defaultExpiry.mms),
  rcs: timeout.default(defaultExpiry.rcs),
  whatsapp: timeout.default(defaultExpiry.whatsapp),
  messenger: timeout.default(defaultExpiry.messenger),
  other: timeout.default(defaultExpiry.other),
} satisfies Record<MessageChannel, z.ZodType>);

/** What the team looks for in messages that it gets. */
export const inboundSettings = z.strictObject({
  /** Words or phrases by class; the first class of which a message contains one is taken. */
  classes: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'a class has lower-case letters, digits and hyphens'),
      z.array(z.string().min(1)).min(1),
    )
    .refine((classes) => Object.keys(classes).length <= 20, { message: 'at most 20 classes' })
    .default({}),
  /** An answer within this time of the team's last message to a person is immediate. */
  immediate: duration.default(5 * minute),
  /** A message within this time is an answer at all. */
  answer: duration.refine((millis) => millis <= 30 * day, { message: 'at most 30d' }).default(3 * day),
});

/** What is asked of providers beyond what their webhooks tell. */
export const enrichSettings = z.strictObject({
  /** Segments and prices of messages that have ended, from Twilio's API. Absent: nothing is asked. */
  twilio: z
    .strictObject({
      /** Of all messages, which share is asked about. */
      sample: share.default(0.01),
      /** Whether every message is asked about that failed, or that no receipt came for. */
      failed: z.boolean().default(true),
      /** Requests a second of each running copy of the function, of which there are at most two. */
      perSecond: z.number().int().min(1).max(100).default(5),
    })
    .optional(),
});
