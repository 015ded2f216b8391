import type { SpilledRequest } from '../core/spilled-request.ts';
import type { WebhookProvider } from '../providers/provider.ts';
import { type TakeDeps, type Taken, takeEvents } from './take-events.ts';

export type Tenant = { timeZone: string; accounts: readonly string[] };

/** A request whose signature was found good, and over which URL. */
export type AuthenticWebhook = SpilledRequest & { url: string };

/** Takes what an authentic request tells into the journal. Used by ingest and by replay. */
export function takeWebhook(
  provider: WebhookProvider,
  { tenant, providerName, request, url, receivedAt }: AuthenticWebhook,
  { timeZone: zone, accounts }: Tenant,
  deps: TakeDeps,
): Promise<Taken> {
  const origin = { tenant, zone, accounts, provider: providerName, receivedAt, body: request.body };
  return takeEvents(provider.parse(request, url), origin, deps);
}
