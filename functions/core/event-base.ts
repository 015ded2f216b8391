/** Ids that the team attached to its own message or call: Twilio's callback query, Telnyx's tags. Sanitised. */
export type OwnIds = { campaign?: string; user?: string; template?: string; carrier?: string };

/** What every kind of event may tell. Times are epoch milliseconds by the provider's clock. */
export type EventBase = {
  provider: string;
  /** The provider's id of the message, call, … */
  id: string;
  /** When it happened; absent if the provider does not say (Twilio's message callbacks). */
  at?: number | undefined;
  /** When the message or call began. */
  startedAt?: number | undefined;
  /** E.164 numbers, short codes, sender names or SIP addresses. They do not leave memory. */
  to?: string | undefined;
  from?: string | undefined;
  carrier?: string | undefined;
  /** ISO 3166 code of the person's country, where the provider tells it; else the number does. */
  country?: string | undefined;
  ownIds?: OwnIds | undefined;
  /** The registration's campaign (10DLC), the fallback for the team's own campaign. */
  registration?: string | undefined;
  /** Senders that are used together: a Twilio messaging service, a Telnyx messaging profile, a WhatsApp account. */
  pool?: string | undefined;
  /** The provider's account that it belongs to. */
  account?: string | undefined;
};
