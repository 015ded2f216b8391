import * as z from 'zod';
import { keyText, optional, text, unixTime } from '../shapes.ts';

const id = z.union([keyText, z.int().nonnegative()]).transform(String);
/** Items are parsed one by one: an odd one does not take the others with it. */
const list = z.custom<readonly unknown[]>(Array.isArray);

export const bodySchema = z.object({ object: text, entry: list });

/** `id` is the WhatsApp Business Account. */
export const entrySchema = z.object({ id, time: optional(unixTime), changes: list });
export type Entry = z.infer<typeof entrySchema>;

export const changeSchema = z.object({ field: text, value: z.custom<object>((value) => value instanceof Object) });

const metadataSchema = z.object({ display_phone_number: optional(text), phone_number_id: optional(id) });
export type Metadata = z.infer<typeof metadataSchema>;

/** The value of the fields `messages` and `user_preferences`. */
export const messagesSchema = z.object({
  metadata: optional(metadataSchema),
  statuses: optional(list),
  messages: optional(list),
  errors: optional(list),
  user_preferences: optional(list),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
export const statusSchema = z.object({
  id,
  status: text,
  timestamp: optional(unixTime),
  recipient_id: optional(text),
  recipient_user_id: optional(text),
  recipient_type: optional(text),
  recipient_participant_id: optional(text),
  recipient_participant_user_id: optional(text),
  biz_opaque_callback_data: optional(text),
  pricing: optional(z.object({ category: optional(text) })),
  errors: optional(list),
});
export type MessageStatus = z.infer<typeof statusSchema>;

const titled = optional(z.object({ title: optional(text) }));

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
export const messageSchema = z.object({
  id,
  from: optional(text),
  from_user_id: optional(text),
  group_id: optional(text),
  timestamp: optional(unixTime),
  type: text,
  text: optional(z.object({ body: optional(text) })),
  button: optional(z.object({ text: optional(text) })),
  interactive: optional(z.object({ button_reply: titled, list_reply: titled })),
});
export type InboundMessage = z.infer<typeof messageSchema>;

export const errorSchema = z.object({ code: id, title: optional(text) });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences */
export const preferenceSchema = z.object({
  wa_id: optional(text),
  user_id: optional(text),
  category: text,
  value: text,
  timestamp: optional(unixTime),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update */
export const templateSchema = z.object({
  event: text,
  message_template_id: optional(id),
  message_template_name: optional(text),
  message_template_language: optional(text),
  reason: optional(text),
  other_info: titled,
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update */
export const numberSchema = z.object({
  event: text,
  display_phone_number: text,
  current_limit: optional(text),
  max_daily_conversations_per_business: optional(text),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update */
export const accountSchema = z.object({
  event: text,
  ban_info: optional(z.object({ waba_ban_state: optional(text) })),
  violation_info: optional(z.object({ violation_type: optional(text) })),
  restriction_info: optional(list),
});

export const restrictionSchema = z.object({ restriction_type: text });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_review_update */
export const reviewSchema = z.object({ decision: text });
