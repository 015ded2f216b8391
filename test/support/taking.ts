import { day, minute } from '../../functions/core/time.ts';
import type { TakeDeps } from '../../functions/ingest/take-events.ts';
import type { Tenant } from '../../functions/ingest/tenant.ts';

/** A tenant as the configuration's defaults make it. */
export function tenant(overrides: Partial<Tenant> = {}): Tenant {
  return {
    timeZone: 'UTC',
    accounts: [],
    inbound: { classes: {}, immediate: 5 * minute, answer: 3 * day },
    ...overrides,
  };
}

/** What takes events where clocks are one, prices unknown, labels few, and nobody was written to. */
export const plainTaking = {
  fromWall: (at) => at,
  rateCards: [],
  admits: async () => true,
  lastSentTo: async () => undefined,
} satisfies Partial<TakeDeps>;
