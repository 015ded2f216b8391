import type { Log } from '../core/log.ts';
import { metricNames } from '../core/metric-names.ts';
import type { RefusalReason, StatusNote } from '../core/provider-status.ts';
import type { SecretAnswer } from '../core/secret.ts';
import type { SpilledRequest } from '../core/spilled-request.ts';
import { urlShape } from '../core/url-shape.ts';
import type { WebhookAnswer, WebhookRequest } from '../core/webhook.ts';
import { findProvider } from '../providers/index.ts';
import { type AuthenticRequest, type TakeDeps, type Taken, takeRequest } from './take-request.ts';

/** A webhook as it came in: the request, and the provider and tenant that its path names. */
export type Webhook = { provider: string; tenant: string; request: WebhookRequest };

export type IngestDeps = TakeDeps & {
  tenants: Readonly<Record<string, { timeZone: string; accounts: readonly string[] }>>;
  secret(tenant: string, provider: string): Promise<SecretAnswer>;
  spill(request: SpilledRequest): Promise<void>;
  /** Keeps when the provider last called and why it was last refused. Never throws. */
  noteStatus(tenant: string, provider: string, note: StatusNote): Promise<void>;
  /** Product time. */
  now(): number;
  /** Wall-clock time. */
  wall(): number;
  log: Log;
};

/** Takes one webhook: verify, parse, journal; else spill. Never throws: each ending is an answer to the provider. */
export async function ingest(webhook: Webhook, deps: IngestDeps): Promise<WebhookAnswer> {
  const provider = findProvider(webhook.provider);
  const tenant = Object.hasOwn(deps.tenants, webhook.tenant) ? deps.tenants[webhook.tenant] : undefined;
  if (!provider || !tenant) return problem(404, 'unknown provider or tenant');
  if (webhook.request.method !== 'POST') return problem(405, 'webhooks are sent by POST');
  if (webhook.request.body.length > provider.bodyLimitBytes) return problem(413, 'body too large');
  const spilled: SpilledRequest = {
    tenant: webhook.tenant,
    providerName: webhook.provider,
    request: webhook.request,
    url: undefined,
    receivedAt: deps.now(),
    receivedWall: deps.wall(),
  };
  const secret = await secretOf(webhook, deps);
  if (secret.kind === 'unavailable') return spill(spilled, secret.why, deps, provider.accepted);
  const lines = secret.kind === 'known' ? secret.lines : [];
  const verified = await provider.verify(webhook.request, lines, spilled.receivedWall);
  if (verified.kind === 'refused') return refuse(webhook, verified, deps);
  const { timeZone: zone, accounts } = tenant;
  const authentic = { ...spilled, provider, zone, accounts, url: verified.url };
  const taken = await take(authentic, deps);
  if (taken.kind === 'unfinished') return spill({ ...spilled, url: verified.url }, taken.why, deps, provider.accepted);
  deps.metric(metricNames.webhooksAccepted, 1, { provider: webhook.provider });
  await deps.noteStatus(webhook.tenant, webhook.provider, { kind: 'accepted', recorded: recordedBy(taken) });
  logTaken(webhook, taken, deps);
  return provider.accepted;
}

function recordedBy(taken: Taken): number {
  return taken.kind === 'recorded' ? taken.recorded : 0;
}

function problem(status: number, message: string): WebhookAnswer {
  return { status, body: message, contentType: 'text/plain' };
}

async function secretOf(webhook: Webhook, deps: IngestDeps): Promise<SecretAnswer> {
  try {
    return await deps.secret(webhook.tenant, webhook.provider);
  } catch (error) {
    return { kind: 'unavailable', why: `the secret cannot be read: ${String(error)}` };
  }
}

async function take(authentic: AuthenticRequest, deps: IngestDeps): Promise<Taken> {
  try {
    return await takeRequest(authentic, deps);
  } catch (error) {
    return { kind: 'unfinished', why: String(error) };
  }
}

async function refuse(
  webhook: Webhook,
  refusal: { why: RefusalReason; hint: string },
  deps: IngestDeps,
): Promise<WebhookAnswer> {
  const { provider, tenant } = webhook;
  const url = webhook.request.urls.map(urlShape).join(' or ');
  deps.metric(metricNames.webhooksRefused, 1, { provider });
  deps.log.warn('webhook refused', { provider, tenant, why: refusal.why, hint: refusal.hint, checkedUrl: url });
  await deps.noteStatus(tenant, provider, { kind: 'refused', why: refusal.why, hint: refusal.hint, url });
  return problem(403, 'signature refused');
}

async function spill(
  request: SpilledRequest,
  why: string,
  deps: IngestDeps,
  accepted: WebhookAnswer,
): Promise<WebhookAnswer> {
  const { providerName: provider, tenant } = request;
  try {
    await deps.spill(request);
  } catch (error) {
    deps.metric(metricNames.webhooksLost, 1, { provider });
    deps.log.error('webhook lost unless the provider repeats it', { provider, tenant, why, spill: String(error) });
    return problem(503, 'try again');
  }
  deps.metric(metricNames.webhooksSpilled, 1, { provider });
  deps.log.warn('webhook spilled', { provider, tenant, why });
  return accepted;
}

function logTaken(webhook: Webhook, taken: Taken, deps: IngestDeps): void {
  const { provider, tenant } = webhook;
  if (taken.kind === 'malformed')
    deps.log.warn('webhook malformed, kept in quarantine', { provider, tenant, why: taken.why });
  if (taken.kind === 'recorded' && taken.ignored.length > 0) {
    deps.log.info('webhook not counted', { provider, tenant, what: taken.ignored.join(', ') });
  }
}
