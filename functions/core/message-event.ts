import type { JournalEntry, Labels, MessageChannel, NumberIdentity } from './journal-entry.ts';
import type { Status } from './status.ts';

/** Ids that the team attached to its own message: Twilio's callback query, Telnyx's tags. Sanitised. */
export type OwnIds = { campaign?: string; user?: string; template?: string; carrier?: string };

/** One status of one outbound message as a provider told it. Times are epoch milliseconds by the provider's clock. */
export type MessageEvent = {
  kind: 'message';
  provider: string;
  /** The provider's id of the message. */
  id: string;
  /** The message has several recipients, each with a journal entry of its own. */
  grouped?: true | undefined;
  channel: MessageChannel;
  status: Status;
  /** The provider's own word for the status. */
  word: string;
  /** When the status happened; absent if the provider does not say (Twilio's callbacks). */
  at?: number | undefined;
  sentAt?: number | undefined;
  startedAt?: number | undefined;
  errorCode?: string | undefined;
  /** E.164 numbers, short codes or sender names. They do not leave memory. */
  to?: string | undefined;
  from?: string | undefined;
  carrier?: string | undefined;
  ownIds: OwnIds;
  /** The registration's campaign (10DLC), the fallback for the team's own campaign. */
  registration?: string | undefined;
  account?: string | undefined;
  segments?: number | undefined;
  costMicros?: number | undefined;
  carrierFeeMicros?: number | undefined;
};

/** A {@link MessageEvent} made ready for the journal: identified, labelled, in product time. */
export type JournalEvent = Pick<
  JournalEntry,
  'key' | 'tenant' | 'provider' | 'id' | 'channel' | 'status' | 'word' | 'zone'
> & {
  /** When the status happened: the provider's time, else ours. */
  at: number;
  sentAt?: number | undefined;
  startedAt: number;
  receivedAt: number;
  errorCode?: string | undefined;
  labels: Labels;
  to?: NumberIdentity | undefined;
  from?: NumberIdentity | undefined;
  account?: string | undefined;
  segments?: number | undefined;
  costMicros?: number | undefined;
  carrierFeeMicros?: number | undefined;
};
