import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { JournalReader } from '../api/api-deps.ts';
import { localHourStart } from '../core/calendar.ts';
import type { StandingConsent } from '../core/consent/standing.ts';
import { type JournalEntry, journalKey } from '../core/journal-entry.ts';
import { identifyNumber } from '../core/phone.ts';
import { batchGet } from './batch-get.ts';
import type { Dynamo } from './dynamo.ts';
import { fromJournalItem, journalSplits, startedPartition } from './journal-item.ts';

/** What people look up. Deeds of the application and registrations are about nobody. */
const kinds = ['message', 'call', 'inbound', 'consent', 'fault'] as const;

type Source = {
  client: Dynamo;
  tableName: string;
  /** The deployment's key for number hashes. */
  numberKey(): Promise<string>;
  /** What a person said last. @param person the hash of the number */
  consent(tenant: string, person: string): Promise<StandingConsent | undefined>;
  /** Whose ids may be asked for. */
  providers: readonly string[];
  /** Product time. */
  now(): number;
  zoneOf(tenant: string): string;
};

/** The journal as people look something up in it: each question is a few reads, whatever the journal holds. */
export function journalReader(source: Source): JournalReader {
  const hashOf = async (number: string) => identifyNumber(number, await source.numberKey()).hash;
  return {
    async byId(tenant, id) {
      const keys = source.providers.flatMap((provider) => kinds.map((kind) => journalKey(tenant, provider, kind, id)));
      return newestFirst(await entriesOf(keys, source));
    },
    async byNumber({ tenant, number, limit, after }) {
      const recipient = `${tenant}#${await hashOf(number)}`;
      const keys = await keysOf(source, {
        IndexName: 'byRecipient',
        KeyConditionExpression: 'recipient = :recipient',
        ExpressionAttributeValues: { ':recipient': recipient },
        Limit: limit,
        ...(after && { ExclusiveStartKey: { recipient, pk: after.key, startedAt: after.startedAt } }),
      });
      return inOrder(keys, await entriesOf(keys, source));
    },
    latest: (asked) => latest(asked, source),
    standing: async (tenant, number) => source.consent(tenant, await hashOf(number)),
  };
}

/** Of the present local hour, and of the one before it if that is not enough: a batch of entries at most. */
async function latest({ tenant, since, limit }: Parameters<JournalReader['latest']>[0], source: Source) {
  const zone = source.zoneOf(tenant);
  const present = localHourStart(zone, source.now());
  const found = await startedIn({ tenant, hourStart: present, since, limit }, source);
  if (found.length < limit && since < present) {
    const hourStart = localHourStart(zone, present - 1);
    found.push(...(await startedIn({ tenant, hourStart, since, limit }, source)));
  }
  const keys = found.sort((a, b) => b.startedAt - a.startedAt).slice(0, limit);
  return newestFirst(
    await entriesOf(
      keys.map(({ key }) => key),
      source,
    ),
  );
}

type Asked = { tenant: string; hourStart: number; since: number; limit: number };
type Started = { key: string; startedAt: number };

/** Entries are spread evenly over the splits: twice the share of each holds the newest of all but by great chance. */
async function startedIn({ tenant, hourStart, since, limit }: Asked, source: Source): Promise<Started[]> {
  const Limit = 2 * Math.ceil(limit / journalSplits) + 4;
  const splits = Array.from({ length: journalSplits }, (_, split) => startedPartition(tenant, hourStart, split));
  const found = await Promise.all(
    splits.map((split) =>
      itemsOf(source, {
        IndexName: 'byStarted',
        KeyConditionExpression: 'startedIn = :split AND startedAt >= :since',
        ExpressionAttributeValues: { ':split': split, ':since': since },
        Limit,
      }),
    ),
  );
  const started = found.flat().map(({ pk, startedAt }) => ({ key: String(pk), startedAt: Number(startedAt) }));
  return started.filter(({ key }) => kinds.some((kind) => kind === key.split('#')[2]));
}

type Question = Omit<QueryCommandInput, 'TableName' | 'ScanIndexForward'>;

/** One page of an index, newest first. */
async function itemsOf({ client, tableName }: Source, question: Question): Promise<Record<string, unknown>[]> {
  const asked = new QueryCommand({ ...question, TableName: tableName, ScanIndexForward: false });
  return (await client.send(asked)).Items ?? [];
}

async function keysOf(source: Source, question: Question): Promise<string[]> {
  return (await itemsOf(source, question)).map(({ pk }) => String(pk));
}

async function entriesOf(keys: readonly string[], source: Source): Promise<JournalEntry[]> {
  const items = await batchGet(
    source,
    keys.map((pk) => ({ pk })),
  );
  return items.map(fromJournalItem);
}

/** A batch answers in any order, and pages are told apart by the index's own. */
function inOrder(keys: readonly string[], entries: readonly JournalEntry[]): JournalEntry[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

function newestFirst(entries: readonly JournalEntry[]): JournalEntry[] {
  return entries.toSorted((a, b) => b.startedAt - a.startedAt);
}
