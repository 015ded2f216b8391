import { day, minute } from '../../functions/core/time.ts';
import type { WebhookDeps } from '../../functions/ingest/take-webhook.ts';
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
  reportNames: { apis: ['twilio', 'telnyx'], counts: ['conversions'], gauges: ['outbound-queue'] },
  saveGauge: async () => undefined,
} satisfies Partial<WebhookDeps>;
