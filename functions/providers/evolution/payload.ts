import * as z from 'zod';
import { keyText, optional, text, unixTime } from '../shapes.ts';

/** Parsed later, by what it turns out to be. */
const object = z.custom<Readonly<Record<string, unknown>>>((value) => value instanceof Object && !Array.isArray(value));
const scalar = z.union([z.string(), z.number()]).transform(String);

export const bodySchema = z.object({
  event: text,
  instance: optional(text),
  data: z.unknown(),
  /** The account that the gateway is logged in with. */
  sender: optional(text),
  /** Local time mislabelled as UTC: good for telling events apart, not for telling the time. */
  date_time: optional(text),
});
export type Body = z.infer<typeof bodySchema>;

/** `data` of `messages.update`; older versions call the message's id `id`. */
export const updateSchema = z.object({
  keyId: optional(keyText),
  id: optional(keyText),
  remoteJid: optional(text),
  fromMe: optional(z.boolean()),
  participant: optional(text),
  status: optional(scalar),
});

/** `data` of `messages.upsert` and `send.message`: https://doc.evolution-api.com/v2/en/configuration/webhooks */
export const messageSchema = z.object({
  key: z.object({
    id: keyText,
    remoteJid: optional(text),
    /** The phone number, where `remoteJid` is an id that hides it. */
    remoteJidAlt: optional(text),
    fromMe: optional(z.boolean()),
    participant: optional(text),
    participantAlt: optional(text),
  }),
  status: optional(scalar),
  message: optional(object),
  messageType: optional(text),
  messageTimestamp: optional(unixTime),
});
export type Message = z.infer<typeof messageSchema>;

const pressed = optional(z.object({ selectedDisplayText: optional(text) }));

/** The parts of `message` that have words in them. */
export const wordsSchema = z.object({
  conversation: optional(text),
  extendedTextMessage: optional(z.object({ text: optional(text) })),
  buttonsResponseMessage: pressed,
  templateButtonReplyMessage: pressed,
  listResponseMessage: optional(z.object({ title: optional(text) })),
});

/** A message inside another. */
export const wrapperSchema = z.object({ message: object });

/** `data` of `connection.update`. */
export const connectionSchema = z.object({
  instance: optional(text),
  state: text,
  statusReason: optional(scalar),
});
