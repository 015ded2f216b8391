import type { ReadyEvent } from '../entry-base.ts';
import type { ErrorClass } from '../errors/classes.ts';
import type { EventBase } from '../event-base.ts';
import type { Rate } from '../rate-card.ts';
import type { MessageChannel } from './entry.ts';
import type { Status } from './status.ts';

/** Facts that an event may add to a message; each stays as first told, except the price. */
export type MessageFacts = {
  errorCode?: string | undefined;
  segments?: number | undefined;
  /** `GSM-7` or `UCS-2`. */
  encoding?: string | undefined;
  lineType?: string | undefined;
  /** What Meta bills the message as: `marketing`, `utility`. */
  pricing?: string | undefined;
  /** Micro-dollars, carrier fee included. */
  costMicros?: number | undefined;
  carrierFeeMicros?: number | undefined;
};

type Told = {
  kind: 'message';
  channel: MessageChannel;
  status: Status;
  /** The provider's own word for the status. */
  word: string;
  sentAt?: number | undefined;
};

/** One status of one outbound message as a provider told it. */
export type MessageEvent = EventBase &
  Told &
  MessageFacts & {
    /** The message has several recipients, each with a journal entry of its own. */
    grouped?: true | undefined;
  };

/** What we know of an event beyond what the provider told. */
export type MessageFindings = {
  errorClass?: ErrorClass | undefined;
  /** The code to count under: the error's own, or `other`. */
  countedCode?: string | undefined;
  rate?: Rate | undefined;
};

/** A {@link MessageEvent} made ready for the journal. */
export type ReadyMessage = ReadyEvent & Told & MessageFacts & MessageFindings;
