import type { ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';
import type { Answerer, CallStatus } from './status.ts';

/** Facts that an event may add to a call; each stays as first told. */
export type CallFacts = {
  direction?: 'inbound' | 'outbound' | undefined;
  /** Milliseconds from answer to end, as the provider tells it. */
  durationMs?: number | undefined;
  /** Milliseconds that are billed. */
  billedMs?: number | undefined;
  /** Why it ended, in the provider's word: `normal_clearing`. */
  hangupCause?: string | undefined;
  /** Which side ended it: `caller`, `callee`. */
  hangupSource?: string | undefined;
  /** The final SIP response: 200, 486, 603. */
  sipCode?: number | undefined;
  /** Mean opinion score of what we heard, in hundredths: 450 is 4.5 of 5. */
  mosHundredths?: number | undefined;
  /** Micro-dollars. */
  costMicros?: number | undefined;
};

type Told = {
  kind: 'call';
  /** Absent: the event tells facts only (answering machine detection, cost). */
  status?: CallStatus | undefined;
  /** The provider's own word for the status or the event. */
  word: string;
  /** The event's place in the call, from 0, where the provider numbers them (Twilio). */
  sequence?: number | undefined;
  answeredBy?: Answerer | undefined;
};

/** One event of one call as a provider told it. */
export type CallEvent = EventBase & Told & CallFacts;

/** A {@link CallEvent} made ready for the journal. */
export type ReadyCall = ReadyEvent & Told & CallFacts;
