import * as z from 'zod';

const text = z.string();
const time = z.string().nullish();

const recipientSchema = z.object({
  phone_number: text,
  status: text,
  carrier: text.nullish(),
});

const moneySchema = z.object({ amount: text.nullish(), currency: text.nullish() });

/** An outbound message in `message.*` events; what we do not read is left out, and unknown fields are fine. */
export const messagePayloadSchema = z.object({
  id: text.min(1).max(128),
  type: text.nullish(),
  direction: text.nullish(),
  from: z.object({ phone_number: text.nullish() }).nullish(),
  to: z.array(recipientSchema).min(1),
  cc: z.array(recipientSchema).nullish(),
  errors: z.array(z.object({ code: z.union([text, z.number()]).nullish() })).nullish(),
  parts: z.number().int().nonnegative().max(1000).nullish(),
  cost: moneySchema.nullish(),
  cost_breakdown: z.object({ carrier_fee: moneySchema.nullish() }).nullish(),
  organization_id: text.nullish(),
  tags: z.array(text).nullish(),
  tcr_campaign_id: text.nullish(),
  received_at: time,
  sent_at: time,
  completed_at: time,
});
export type MessagePayload = z.infer<typeof messagePayloadSchema>;
export type Recipient = z.infer<typeof recipientSchema>;

export const envelopeSchema = z.object({
  data: z.object({
    event_type: text,
    id: text.nullish(),
    occurred_at: time,
    payload: z.unknown(),
  }),
  meta: z.object({ delivered_to: text.nullish() }).nullish(),
});
export type Envelope = z.infer<typeof envelopeSchema>;
