import type { InboundClasses } from '../core/inbound/classify.ts';

/** What the configuration says of a tenant. */
export type Tenant = {
  timeZone: string;
  /** The tenant's accounts at providers; empty: any. */
  accounts: readonly string[];
  inbound: {
    /** The team's own classes of inbound messages. */
    classes: InboundClasses;
    /** An answer within so many milliseconds is immediate. */
    immediate: number;
    /** A message within so many milliseconds of the team's last one is an answer at all. */
    answer: number;
  };
};
