import * as z from 'zod';

const id = z.string().min(1).max(128);

/** What a message can do without is left out if it is not as documented. */
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const text = optional(z.string());
/** Epoch milliseconds. */
const time = optional(z.int().positive());
/** US dollars. */
const dollars = optional(z.number().nonnegative().max(1e6));

/** What EventBridge puts around every event. */
export const envelopeSchema = z.object({
  id,
  'detail-type': z.string(),
  account: text,
  time: optional(z.iso.datetime().transform(Date.parse)),
  detail: z.unknown(),
});
export type Envelope = z.output<typeof envelopeSchema>;

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html */
export const deliverySchema = z.object({
  eventType: z.string(),
  messageId: id,
  eventTimestamp: time,
  messageRequestTimestamp: time,
  /** Whether AWS will say anything else of this message. */
  isFinal: optional(z.boolean()),
  originationPhoneNumber: text,
  /** Left out on EventBridge; told to other destinations. */
  destinationPhoneNumber: text,
  isoCountryCode: optional(z.string().regex(/^[A-Z]{2}$/)),
  carrierName: text,
  messageEncoding: text,
  totalMessageParts: optional(z.int().nonnegative().max(1000)),
  totalMessagePrice: dollars,
  totalCarrierFee: dollars,
  /** The team's own ids, as it gave them when it sent the message. */
  context: optional(z.object({ campaign: text, user: text, template: text, carrier: text })),
});
export type Delivery = z.output<typeof deliverySchema>;

export const registrationSchema = z.object({
  registrationDetails: z.object({ registrationId: id, registrationType: z.string(), currentStatus: z.string() }),
});
