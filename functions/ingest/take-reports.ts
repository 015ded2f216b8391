import { application } from '../core/activity/application.ts';
import { webhookProviders } from '../providers/index.ts';
import { type NoteDeps, noteTaken } from './note-taken.ts';
import { onlyListed } from './only-listed.ts';
import type { Origin, Taken } from './take-events.ts';
import { takeParsed, type WebhookDeps } from './take-webhook.ts';
import type { Tenant } from './tenant.ts';

export type ReportDeps = WebhookDeps &
  NoteDeps & {
    tenants: Readonly<Record<string, Tenant>>;
    /** Product time. */
    now(): number;
  };

export type ReportsTaken =
  /** `notTaken`: which events were left out, and why; they may be logged. */
  | { kind: 'taken'; recorded: number; repeated: number; gauges: number; notTaken: string[] }
  | { kind: 'unreadable'; why: string }
  /** Something is not in the journal; telling everything again later is safe. */
  | { kind: 'unavailable' };

/**
 * Takes what a tenant's application reports where a token vouches for it: into the journal, as the application's webhook
 * does. Never throws. @param body of the webhook's form, `{"events":[…]}`
 */
export async function takeReports(tenant: string, body: unknown, deps: ReportDeps): Promise<ReportsTaken> {
  const settings = Object.hasOwn(deps.tenants, tenant) ? deps.tenants[tenant] : undefined;
  const provider = webhookProviders.get(application);
  if (settings === undefined || provider === undefined) return { kind: 'unreadable', why: `there is no ${tenant}` };
  const bytes = Buffer.from(JSON.stringify(body));
  const origin = { tenant, settings, provider: application, receivedAt: deps.now(), body: bytes };
  const parsed = onlyListed(
    provider.parse({ method: 'POST', urls: [], headers: {}, body: bytes }, ''),
    deps.reportNames,
  );
  const taken = await attempt(parsed, origin, deps);
  if (taken.kind === 'unfinished') {
    deps.log.error('reports not recorded', { tenant, why: taken.why });
    return { kind: 'unavailable' };
  }
  await noteTaken(taken, { what: 'event', provider: application, tenant }, deps);
  if (taken.kind === 'malformed') return { kind: 'unreadable', why: taken.why };
  const gauges = parsed.kind === 'parsed' ? (parsed.gauges?.length ?? 0) : 0;
  const { recorded, duplicates: repeated, ignored: notTaken } = taken;
  return { kind: 'taken', recorded, repeated, gauges, notTaken };
}

async function attempt(parsed: Parameters<typeof takeParsed>[0], origin: Origin, deps: ReportDeps): Promise<Taken> {
  try {
    return await takeParsed(parsed, origin, deps);
  } catch (error) {
    return { kind: 'unfinished', why: String(error) };
  }
}
