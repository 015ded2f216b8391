import type { ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';
import type { Keyword } from '../keyword.ts';
import type { MessageChannel } from '../message/entry.ts';

type Told = {
  kind: 'inbound';
  channel: MessageChannel;
  segments?: number | undefined;
  /** How many pictures and other files came with it. */
  media?: number | undefined;
  /** Micro-dollars. */
  costMicros?: number | undefined;
};

/** One message that somebody sent to the team. */
export type InboundEvent = EventBase &
  Told & {
    /** Only to find its class; it does not leave memory. */
    text?: string | undefined;
    /** The keyword that the provider itself acted on. */
    keyword?: Keyword | undefined;
  };

/** How soon somebody wrote after the team's last message to them: at once, within days, or on their own account. */
export const responses = ['immediate', 'delayed', 'unprompted'] as const;
export type Response = (typeof responses)[number];

/** An {@link InboundEvent} made ready for the journal. */
export type ReadyInbound = ReadyEvent &
  Told &
  Pick<EventBase, 'registration'> & {
    /** What it asks for: a keyword, a class of the team's own, or `other`. */
    class: string;
    response?: Response | undefined;
  };
