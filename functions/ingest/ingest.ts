import { metricNames } from '../core/metric-names.ts';
import type { RefusalReason } from '../core/provider-status.ts';
import type { SecretAnswer } from '../core/secret.ts';
import type { SpilledRequest } from '../core/spilled-request.ts';
import { urlShape } from '../core/url-shape.ts';
import type { WebhookAnswer, WebhookRequest } from '../core/webhook.ts';
import { webhookProviders } from '../providers/index.ts';
import type { WebhookProvider } from '../providers/provider.ts';
import { type NoteDeps, noteTaken } from './note-taken.ts';
import type { Taken } from './take-events.ts';
import { type AuthenticWebhook, takeWebhook, type WebhookDeps } from './take-webhook.ts';
import type { Tenant } from './tenant.ts';

/** A webhook as it came in: the request, and the provider and tenant that its path names. */
export type Webhook = { provider: string; tenant: string; request: WebhookRequest };

export type IngestDeps = WebhookDeps &
  NoteDeps & {
    tenants: Readonly<Record<string, Tenant>>;
    secret(tenant: string, provider: string): Promise<SecretAnswer>;
    spill(request: SpilledRequest): Promise<void>;
    /** Product time. */
    now(): number;
    /** Wall-clock time. */
    wall(): number;
  };

/** Takes one webhook: verify, parse, journal; else spill. Never throws: each ending is an answer to the provider. */
export async function ingest(webhook: Webhook, deps: IngestDeps): Promise<WebhookAnswer> {
  const provider = webhookProviders.get(webhook.provider);
  const tenant = Object.hasOwn(deps.tenants, webhook.tenant) ? deps.tenants[webhook.tenant] : undefined;
  if (!provider || !tenant) return problem(404, 'unknown provider or tenant');
  const { methods } = provider;
  if (!methods.includes(webhook.request.method)) return problem(405, `webhooks are sent by ${methods.join(' or ')}`);
  if (webhook.request.body.length > provider.bodyLimitBytes) return problem(413, 'body too large');
  const received = { receivedAt: deps.now(), receivedWall: deps.wall() };
  const secret = await secretOf(webhook, deps);
  const lines = secret.kind === 'known' ? secret.lines : [];
  const handshake = provider.handshake?.(webhook.request, lines);
  if (handshake) return secret.kind === 'unavailable' ? problem(503, 'try again') : handshake;
  if (secret.kind === 'unavailable') return spill(provider, spillable(webhook, provider, received), secret.why, deps);
  const verified = await provider.verify(webhook.request, lines, received.receivedWall);
  if (verified.kind === 'refused') return refuse(webhook, verified, deps);
  const authentic: AuthenticWebhook = { ...spillable(webhook, provider, received), url: verified.url };
  const taken = await take(provider, authentic, tenant, deps);
  if (taken.kind === 'unfinished') return spill(provider, withoutProof(authentic), taken.why, deps);
  await noteTaken(taken, { what: 'webhook', provider: webhook.provider, tenant: webhook.tenant }, deps);
  return provider.answer(webhook.request);
}

type Received = Pick<SpilledRequest, 'receivedAt' | 'receivedWall'>;

/** What is parsed and kept of a webhook: its body without secrets that the provider puts into it. */
function spillable(
  { tenant, provider: providerName, request }: Webhook,
  { redact }: WebhookProvider,
  received: Received,
) {
  const kept = redact ? { ...request, body: redact(request.body) } : request;
  return { tenant, providerName, request: kept, url: undefined, ...received };
}

/** Once verified, a request needs one of its headers only: signatures and tokens are not for keeping. */
function withoutProof(authentic: AuthenticWebhook): AuthenticWebhook {
  const { 'content-type': type } = authentic.request.headers;
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  return { ...authentic, request: { ...authentic.request, headers } };
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
