import * as z from 'zod';
import { counterOf } from '../../functions/aws/counter-item.ts';
import { rangesOf } from '../../functions/aws/history-table.ts';
import { fromJournalItem, registrationPartition } from '../../functions/aws/journal-item.ts';
import { localDayStart } from '../../functions/core/calendar.ts';
import {
  type CounterId,
  type Dimension,
  dimensions,
  type Measures,
  sumsByValue,
} from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { RegistrationEntry } from '../../functions/core/registration/registration.ts';
import { day } from '../../functions/core/time.ts';
import type { Call } from '../store/engine.ts';
import { tableNames } from '../store/tables.ts';
import { type AlertsDeps, alertsOf, type ShownAlert } from './alerts.ts';
import { readItems, readPartition } from './read-items.ts';

const statusSchema = z.object({
  provider: z.string(),
  lastWebhookAt: z.number().optional(),
  lastRefusal: z.object({ at: z.number(), why: z.string(), hint: z.string(), url: z.string() }).optional(),
});

type Scope = Pick<CounterId, 'tenant' | 'dimension' | 'value'>;

/** What tests and the simulator read. Times are product time, epoch milliseconds. */
export type LocalState = {
  now: number;
  tickSeconds: number;
  /** Counts since then: the start of the tenant's day unless asked otherwise. */
  counts: (Scope & { since: number; measures: Measures })[];
  /** How each registration stands. */
  registrations: RegistrationEntry[];
  alerts: ShownAlert[];
  providers: (z.infer<typeof statusSchema> & { tenant: string })[];
  /** What is not through yet: stream records, and messages in queues. */
  waiting: { journal: number; alerts: number; spill: number; bus: number; retry: number; deadLetters: number };
};

export type StateDeps = AlertsDeps & { tickSeconds: number; waiting(): LocalState['waiting'] };

/** @param since epoch milliseconds; absent: today */
export async function readState(deps: StateDeps, since?: number): Promise<LocalState> {
  const tenants = Object.entries(deps.config.tenants);
  return {
    now: deps.now(),
    tickSeconds: deps.tickSeconds,
    // Asked first: what is no longer on its way is in everything that is read below.
    waiting: deps.waiting(),
    counts: (
      await Promise.all(tenants.map(([tenant, { timeZone }]) => countsOf(deps, tenant, timeZone, since)))
    ).flat(),
    registrations: (await Promise.all(tenants.map(([tenant]) => registrationsOf(deps.call, tenant)))).flat(),
    alerts: await alertsOf(deps),
    providers: (await Promise.all(tenants.map(([tenant]) => providersOf(deps.call, tenant)))).flat(),
  };
}

async function countsOf(deps: StateDeps, tenant: string, zone: string, since?: number): Promise<LocalState['counts']> {
  const kept = deps.now() - deps.config.retention.hour;
  const start = Math.max(since ?? localDayStart(zone, deps.now()), kept);
  const hoursApart = dimensions.filter((dimension) => dimension !== 'user');
  const counts = hoursApart.map(async (dimension) => {
    const byValue = await hoursSince(deps, tenant, dimension, start);
    return [...byValue].map(([value, measures]) => ({ tenant, dimension, value, since: start, measures }));
  });
  return (await Promise.all(counts)).flat();
}

async function hoursSince({ call, now }: StateDeps, tenant: string, dimension: Dimension, from: number) {
  const ranges = rangesOf({ tenant, dimension, granularity: 'hour', from, to: now() + day });
  const found = await Promise.all(
    ranges.map(({ pk, between }) => readPartition(call, tableNames.counters, pk, between)),
  );
  return sumsByValue(found.flat().flatMap((item) => counterOf(item) ?? []));
}

/** Registrations lie together in the time index, which holds keys only. */
async function registrationsOf(call: Call, tenant: string): Promise<RegistrationEntry[]> {
  const keys = await readItems(call, 'Query', {
    TableName: tableNames.journal,
    IndexName: 'byStarted',
    KeyConditionExpression: 'startedIn = :tenant',
    ExpressionAttributeValues: { ':tenant': { S: registrationPartition(tenant) } },
  });
  const partitions = keys.map(({ pk }) => readJournal(call, String(pk)));
  const entries = (await Promise.all(partitions)).flat();
  return entries.flatMap((entry) => (entry.kind === 'registration' ? entry : []));
}

async function readJournal(call: Call, pk: string): Promise<JournalEntry[]> {
  const items = await readPartition(call, tableNames.journal, pk);
  return items.map(fromJournalItem);
}

async function providersOf(call: Call, tenant: string): Promise<LocalState['providers']> {
  const items = await readPartition(call, tableNames.state, `provider-status#${tenant}`);
  return items.map((item) => ({ tenant, ...statusSchema.parse({ ...item, provider: item.sk }) }));
}
