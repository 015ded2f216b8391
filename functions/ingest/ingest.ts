import type { Log } from '../core/log.ts';
import { metricNames } from '../core/metric-names.ts';
import type { RefusalReason, StatusNote } from '../core/provider-status.ts';
import type { SecretAnswer } from '../core/secret.ts';
import type { SpilledRequest } from '../core/spilled-request.ts';
import { urlShape } from '../core/url-shape.ts';
import type { WebhookAnswer, WebhookRequest } from '../core/webhook.ts';
import { webhookProviders } from '../providers/index.ts';
import type { WebhookProvider } from '../providers/provider.ts';
import type { TakeDeps, Taken } from './take-events.ts';
import { type AuthenticWebhook, type Tenant, takeWebhook } from './take-webhook.ts';

/** A webhook as it came in: the request, and the provider and tenant that its path names. */
export type Webhook = { provider: string; tenant: string; request: WebhookRequest };

export type IngestDeps = TakeDeps & {
  tenants: Readonly<Record<string, Tenant>>;
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
  const provider = webhookProviders.get(webhook.provider);
  const tenant = Object.hasOwn(deps.tenants, webhook.tenant) ? deps.tenants[webhook.tenant] : undefined;
  if (!provider || !tenant) return problem(404, 'unknown provider or tenant');
  const { methods } = provider;
  if (!methods.includes(webhook.request.method)) return problem(405, `webhooks are sent by ${methods.join(' or ')}`);
  if (webhook.request.body.length > provider.bodyLimitBytes) return problem(413, 'body too large');
  const spilled: SpilledRequest = {
    tenant: webhook.tenant,
    providerName: webhook.provider,
    request: withoutSecrets(webhook.request, provider),
    url: undefined,
    receivedAt: deps.now(),
    receivedWall: deps.wall(),
  };
  const secret = await secretOf(webhook, deps);
  const lines = secret.kind === 'known' ? secret.lines : [];
  const handshake = provider.handshake?.(webhook.request, lines);
  if (handshake) return secret.kind === 'unavailable' ? problem(503, 'try again') : handshake;
  if (secret.kind === 'unavailable') return spill(provider, spilled, secret.why, deps);
  const verified = await provider.verify(webhook.request, lines, spilled.receivedWall);
  if (verified.kind === 'refused') return refuse(webhook, verified, deps);
  const authentic: AuthenticWebhook = { ...spilled, url: verified.url };
  const taken = await take(provider, authentic, tenant, deps);
  if (taken.kind === 'unfinished') return spill(provider, withoutProof(authentic), taken.why, deps);
  deps.metric(metricNames.webhooksAccepted, 1, { provider: webhook.provider });
  await deps.noteStatus(webhook.tenant, webhook.provider, { kind: 'accepted', recorded: recordedBy(taken) });
  logTaken(webhook, taken, deps);
  return provider.answer(webhook.request);
}

/** What is parsed and kept: the body without secrets that the provider puts into it. */
function withoutSecrets(request: WebhookRequest, { redact }: WebhookProvider): WebhookRequest {
  return redact ? { ...request, body: redact(request.body) } : request;
}

/** Once verified, a request needs one of its headers only: signatures and tokens are not for keeping. */
function withoutProof(authentic: AuthenticWebhook): AuthenticWebhook {
  const { 'content-type': type } = authentic.request.headers;
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  return { ...authentic, request: { ...authentic.request, headers } };
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

async function take(...authentic: Parameters<typeof takeWebhook>): Promise<Taken> {
  try {
    return await takeWebhook(...authentic);
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
  provider: WebhookProvider,
  spilled: SpilledRequest,
  why: string,
  deps: IngestDeps,
): Promise<WebhookAnswer> {
  const fields = { provider: spilled.providerName, tenant: spilled.tenant };
  try {
    await deps.spill(spilled);
  } catch (error) {
    deps.metric(metricNames.webhooksLost, 1, { provider: fields.provider });
    deps.log.error('webhook lost unless the provider repeats it', { ...fields, why, spill: String(error) });
    return problem(503, 'try again');
  }
  deps.metric(metricNames.webhooksSpilled, 1, { provider: fields.provider });
  deps.log.warn('webhook spilled', { ...fields, why });
  return provider.answer(spilled.request);
}

function logTaken(webhook: Webhook, taken: Taken, deps: IngestDeps): void {
  const { provider, tenant } = webhook;
  if (taken.kind === 'malformed')
    deps.log.warn('webhook malformed, kept in quarantine', { provider, tenant, why: taken.why });
  if (taken.kind === 'recorded' && taken.ignored.length > 0) {
    deps.log.info('webhook not counted', { provider, tenant, what: taken.ignored.join(', ') });
  }
}
