import type { Log } from '../core/log.ts';
import { metricNames } from '../core/metric-names.ts';
import type { SecretAnswer } from '../core/secret.ts';
import type { SpilledRequest } from '../core/spilled-request.ts';
import { takeWebhook, type WebhookDeps } from '../ingest/take-webhook.ts';
import type { Tenant } from '../ingest/tenant.ts';
import { webhookProviders } from '../providers/index.ts';
import type { WebhookProvider } from '../providers/provider.ts';

export type ReplayDeps = WebhookDeps & {
  tenants: Readonly<Record<string, Tenant>>;
  secret(tenant: string, provider: string): Promise<SecretAnswer>;
  log: Log;
};

export type Replayed =
  | { kind: 'taken' }
  | { kind: 'refused'; why: string }
  /** The provider or tenant is no longer configured. */
  | { kind: 'homeless' };

/** Takes a spilled webhook into the journal as if it came in now, with its own time of receipt. @throws to be tried again */
export async function replay(spilled: SpilledRequest, deps: ReplayDeps): Promise<Replayed> {
  const provider = webhookProviders.get(spilled.providerName);
  const tenant = Object.hasOwn(deps.tenants, spilled.tenant) ? deps.tenants[spilled.tenant] : undefined;
  if (!provider || !tenant) {
    deps.log.error('spilled webhook has no home', { tenant: spilled.tenant, provider: spilled.providerName });
    return { kind: 'homeless' };
  }
  const url = spilled.url ?? (await verifyLate(spilled, provider, deps));
  if (url === undefined) return { kind: 'refused', why: 'signature refused at replay' };
  const taken = await takeWebhook(provider, { ...spilled, url }, tenant, deps);
  if (taken.kind === 'unfinished') throw new Error(`the journal cannot take a spilled webhook: ${taken.why}`);
  deps.metric(metricNames.webhooksAccepted, 1, { provider: spilled.providerName });
  return { kind: 'taken' };
}

async function verifyLate(
  spilled: SpilledRequest,
  provider: WebhookProvider,
  deps: ReplayDeps,
): Promise<string | undefined> {
  const secret = await deps.secret(spilled.tenant, spilled.providerName);
  if (secret.kind === 'unavailable') throw new Error(`the secret cannot be read yet: ${secret.why}`);
  const lines = secret.kind === 'known' ? secret.lines : [];
  const verified = await provider.verify(spilled.request, lines, spilled.receivedWall);
  if (verified.kind === 'authentic') return verified.url;
  const { tenant, providerName } = spilled;
  deps.metric(metricNames.webhooksRefused, 1, { provider: providerName });
  deps.log.warn('spilled webhook refused', { tenant, provider: providerName, why: verified.why, hint: verified.hint });
  return undefined;
}
