/**
 * The statuses of an outbound message, weakest first. Providers' own words are mapped to these and kept beside them.
 * `unconfirmed`: the provider says that no delivery receipt will come. `expired`: none came in time (our sweep).
 */
export const statuses = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'unconfirmed',
  'expired',
  'read',
] as const;
export type Status = (typeof statuses)[number];

/** The statuses that end a message's journey; `read` only upgrades `delivered`. */
export const outcomes = ['delivered', 'undelivered', 'failed', 'canceled', 'unconfirmed', 'expired'] as const;
export type Outcome = (typeof outcomes)[number];

/** SEMANTICS 4.13: a message's current status only ever moves to a higher rank. */
export const rank = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  canceled: 4,
  unconfirmed: 4,
  expired: 4,
  read: 5,
} as const satisfies Record<Status, number>;

export function isOutcome(status: Status): status is Outcome {
  return outcomes.some((outcome) => outcome === status);
}
