import * as z from 'zod';
import { type NoteDeps, noteTaken } from '../ingest/note-taken.ts';
import { type Origin, type TakeDeps, type Taken, takeEvents } from '../ingest/take-events.ts';
import type { Tenant } from '../ingest/tenant.ts';
import type { BusProvider } from '../providers/provider.ts';

export type BusDeps = TakeDeps &
  NoteDeps & {
    tenants: Readonly<Record<string, Tenant>>;
    providers: ReadonlyMap<string, BusProvider>;
    /** Product time. */
    now(): number;
  };

export type BusTaken =
  | Exclude<Taken, { kind: 'unfinished' }>
  /** It comes from no provider that we know: the rule lets more through than the registry has. */
  | { kind: 'unknown-source'; source: string };

/**
 * Takes one event of the account's EventBridge bus. AWS vouches for its source and its account, so nothing is verified.
 * @throws if the journal cannot take it: the queue gives it again, and keeps it in the end
 */
export async function takeBusEvent(event: unknown, deps: BusDeps): Promise<BusTaken> {
  const { source, account } = envelopeOf(event);
  const [name, provider] = [...deps.providers].find(([, one]) => one.source === source) ?? [];
  if (name === undefined || provider === undefined) {
    deps.log.error('event of an unknown source', { source });
    return { kind: 'unknown-source', source };
  }
  const origin = originOf(event, account, name, deps);
  const taken = await takeEvents(provider.parse(event), origin, deps);
  if (taken.kind === 'unfinished') throw new Error(`the journal cannot take an event of ${name}: ${taken.why}`);
  await noteTaken(taken, { what: 'event', provider: name, tenant: origin.tenant }, deps);
  return taken;
}

const envelopeSchema = z.object({ source: z.string().max(256), account: z.string().optional() });

/** The two fields that say whose an event is. Everything else is the provider's to read. */
function envelopeOf(event: unknown): z.infer<typeof envelopeSchema> {
  return envelopeSchema.catch({ source: 'none' }).parse(event);
}

function originOf(event: unknown, account: string | undefined, provider: string, deps: BusDeps): Origin {
  const [tenant, settings] = tenantOf(account, deps.tenants);
  const body = Buffer.from(JSON.stringify(event));
  // Its account has chosen the tenant already.
  return { tenant, settings: { ...settings, accounts: [] }, provider, receivedAt: deps.now(), body };
}

/** The tenant whose AWS account it is; else the first, for accounts need not be configured. */
function tenantOf(account: string | undefined, tenants: BusDeps['tenants']): readonly [string, Tenant] {
  const all = Object.entries(tenants);
  const owner = all.find(([, { accounts }]) => account !== undefined && accounts.includes(account)) ?? all[0];
  if (owner === undefined) throw new Error('the configuration has no tenant');
  return owner;
}
