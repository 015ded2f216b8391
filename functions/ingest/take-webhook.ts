import type { SpilledRequest } from '../core/spilled-request.ts';
import type { WebhookProvider } from '../providers/provider.ts';
import { type TakeDeps, type Taken, takeEvents } from './take-events.ts';
import type { Tenant } from './tenant.ts';

/** A request whose signature was found good, and over which URL. */
export type AuthenticWebhook = SpilledRequest & { url: string };

/** Takes what an authentic request tells into the journal. Used by ingest and by replay. */
export function takeWebhook(
  provider: WebhookProvider,
  { tenant, providerName, request, url, receivedAt }: AuthenticWebhook,
  settings: Tenant,
  deps: TakeDeps,
): Promise<Taken> {
  const origin = { tenant, settings, provider: providerName, receivedAt, body: request.body };
  return takeEvents(provider.parse(request, url), origin, deps);
}
