import * as z from 'zod';

/** Bump when `contributions` counts differently; entries keep the version they were first counted by. */
const countingVersion = 1;

/** A phone number without the number: enough to group by person and to recognise, not enough to call. */
const numberIdentitySchema = z.object({
  /** HMAC-SHA-256 of the E.164 number under the deployment's key; 32 hex digits. */
  hash: z.string(),
  /** `+1415•••0123`; short codes and names are kept whole. */
  masked: z.string(),
  /** ISO 3166 code, or `unknown`. */
  country: z.string(),
});
export type NumberIdentity = z.infer<typeof numberIdentitySchema>;

/** What an entry is counted under. Frozen at the first known value. */
const labelsSchema = z.object({
  carrier: z.string(),
  country: z.string(),
  campaign: z.string().optional(),
  user: z.string().optional(),
  template: z.string().optional(),
  /** Senders that are used together: a Twilio messaging service, a Telnyx messaging profile, a WhatsApp account. */
  pool: z.string().optional(),
  /** The team's own number, short code or name at this end of it: masked, with a bit of its hash to tell two apart. */
  sender: z.string().optional(),
});
export type Labels = z.infer<typeof labelsSchema>;

/** When a status was first seen. */
export const seenSchema = z.object({
  /** Epoch milliseconds: when the status happened by the provider's clock, else when we first heard of it. */
  at: z.number(),
  /** The status follows from another one; no event said so itself. */
  implied: z.literal(true).optional(),
});

/** What every kind of journal entry has. Written whole, on the condition that `rev` is unchanged. */
export const entryBase = {
  /** `tenant#provider#kind#id[#recipientHash]` */
  key: z.string(),
  rev: z.number(),
  countedAs: z.number(),
  tenant: z.string(),
  provider: z.string(),
  /** The provider's id. */
  id: z.string(),
  /** Epoch milliseconds; the provider's time if it told one at the first write, else ours. */
  startedAt: z.number(),
  /** The tenant's IANA time zone at the first write. */
  zone: z.string(),
  labels: labelsSchema,
  to: numberIdentitySchema.optional(),
  from: numberIdentitySchema.optional(),
  account: z.string().optional(),
  /** When the news came in that changed it last. */
  updatedAt: z.number(),
  /** When the table took that change: later than it came in, if it was spilled. The table says so itself, in product time. */
  writtenAt: z.number().optional(),
  /** The person asked to be forgotten: numbers and user are gone, and are not learnt again. */
  forgotten: z.literal(true).optional(),
} as const;

export type EntryBase = z.infer<z.ZodObject<typeof entryBase>>;

/** What every kind of event has once it is ready for the journal: identified, labelled, in product time. */
export type ReadyEvent = Pick<
  EntryBase,
  'key' | 'tenant' | 'provider' | 'id' | 'zone' | 'labels' | 'startedAt' | 'to' | 'from' | 'account'
> & {
  /** When it happened: the provider's time, else ours. */
  at: number;
  receivedAt: number;
};

/** An entry as the first event of it finds it. */
export function newEntry(event: ReadyEvent): EntryBase {
  const { key, tenant, provider, id, startedAt, zone, labels, receivedAt } = event;
  return {
    key,
    rev: 0,
    countedAs: countingVersion,
    tenant,
    provider,
    id,
    startedAt,
    zone,
    labels,
    ...known({ to: event.to, from: event.from, account: event.account }),
    updatedAt: receivedAt,
  };
}

/** Labels, numbers and account as they are after an event: each stays as first told. */
export function learntBase(before: EntryBase, event: ReadyEvent): Partial<EntryBase> {
  const { account = event.account } = before;
  if (before.forgotten) {
    const { user: _, ...labels } = event.labels;
    return { labels: mergeLabels(before.labels, labels), ...known({ account }) };
  }
  const { to = event.to, from = event.from } = before;
  return { labels: mergeLabels(before.labels, event.labels), ...known({ to, from, account }) };
}

/** A label that was unknown moves once to what is learnt, then stays. */
function mergeLabels(standing: Labels, told: Labels): Labels {
  return {
    ...told,
    ...standing,
    carrier: standing.carrier === 'unknown' ? told.carrier : standing.carrier,
    country: standing.country === 'unknown' ? told.country : standing.country,
  };
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields of a record that have a value. */
export function known<T extends Record<string, unknown>>(record: T): Known<T> {
  const result: Known<T> = {};
  for (const name in record) {
    const value = record[name];
    if (isKnown(value)) result[name] = value;
  }
  return result;
}

function isKnown<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}
