import { advance } from '../functions/core/advance.ts';
import type { JournalEntry } from '../functions/core/journal-entry.ts';
import type { ReadyMessage } from '../functions/core/message/event.ts';
import type { Status } from '../functions/core/message/status.ts';
import { second } from '../functions/core/time.ts';
import type { JournalChange } from '../functions/count/count.ts';
import { type Random, seededRandom } from '../local/simulator/random.ts';

/** How many different values traffic has of each label; `users`: every message has a user of its own. */
export type Mix = {
  tenants: number;
  providers: readonly string[];
  carriers: number;
  campaigns: number;
  countries: number;
  senders: number;
  pools: number;
  templates: number;
  users: boolean;
};

/** The mix in which a thousand transitions are to cost at most 100 counter writes. */
export const busyMinute: Mix = {
  tenants: 1,
  providers: ['telnyx', 'twilio'],
  carriers: 4,
  campaigns: 5,
  countries: 3,
  senders: 2,
  pools: 2,
  templates: 3,
  users: false,
};

/** As long as DynamoDB's are. */
const firstSequence = 400_000_000_000_000_000_000n;

/** When messages start: each at a time of its own in `[from, from + length)`. */
type Span = { from: number; length: number };

/**
 * What the journal's stream tells of so many messages: queued, sent a second or two later, and within 18 seconds
 * delivered (91 %) or undelivered (6 %); 3 % fail before they are sent. The same in every run.
 */
export function traffic(mix: Mix, messages: number, span: Span): JournalChange[] {
  const random = seededRandom(7);
  const events = Array.from({ length: messages }, (_, index) => life(mix, index, span, random)).flat();
  const entries = new Map<string, JournalEntry>();
  const changes: JournalChange[] = [];
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const before = entries.get(event.key);
    const step = advance(before, event);
    if (step.kind === 'unchanged') continue;
    entries.set(event.key, step.entry);
    changes.push({ sequence: String(firstSequence + BigInt(changes.length)), before, after: step.entry });
  }
  return changes;
}

function life(mix: Mix, index: number, { from, length }: Span, random: Random): ReadyMessage[] {
  const told = message(mix, index, from + random.between(0, length - 1), random);
  const sentAt = told.startedAt + random.between(200, 2 * second);
  const endAt = sentAt + random.between(1, 15) * second;
  const queued = at(told, 'queued', told.startedAt);
  const ending = random.pick<Status>([
    ['delivered', 91],
    ['undelivered', 6],
    ['failed', 3],
  ]);
  const code = ending === 'delivered' ? {} : failure(random);
  const end = { ...at(told, ending, endAt), ...code, ...price(told, random) };
  return ending === 'failed' ? [queued, end] : [queued, at(told, 'sent', sentAt), end];
}

function message(mix: Mix, index: number, startedAt: number, random: Random): ReadyMessage {
  const tenant = `tenant-${random.between(1, mix.tenants)}`;
  const provider = random.pick(mix.providers.map((name) => [name, 1]));
  const some = (word: string, count: number) => `${word}-${random.between(1, count)}`;
  const id = `SM${String(index).padStart(32, '0')}`;
  const rate = { segmentMicros: 8_300, feeMicros: 3_000, asOf: '2026-11-01' };
  return {
    kind: 'message',
    key: `${tenant}#${provider}#message#${id}`,
    tenant,
    provider,
    id,
    channel: 'sms',
    status: 'queued',
    word: 'queued',
    zone: 'America/New_York',
    at: startedAt,
    startedAt,
    receivedAt: startedAt,
    segments: random.between(1, 3),
    ...(provider === 'twilio' && { rate }),
    labels: {
      carrier: some('Carrier', mix.carriers),
      country: some('C', mix.countries),
      campaign: some('campaign', mix.campaigns),
      sender: some('+1415•••0', mix.senders),
      pool: some('MG0123456789abcdef0123456789abcd', mix.pools),
      template: some('template', mix.templates),
      ...(mix.users && { user: `user-${index}` }),
    },
  };
}

function at(told: ReadyMessage, status: Status, time: number): ReadyMessage {
  return { ...told, status, word: status, at: time, receivedAt: time + 300 };
}

/** One of four codes for each provider. */
function failure(random: Random): Pick<ReadyMessage, 'errorCode' | 'countedCode' | 'errorClass'> {
  const code = String(30_003 + random.between(0, 3));
  return { errorCode: code, countedCode: code, errorClass: random.chance(0.5) ? 'handset' : 'carrier-filtered' };
}

/** Telnyx tells the price with the ending; Twilio does not, and a rate card stands in. */
function price({ provider, segments = 1 }: ReadyMessage, random: Random): Partial<ReadyMessage> {
  if (provider !== 'telnyx') return {};
  return { costMicros: segments * random.between(6_000, 7_500), carrierFeeMicros: segments * 3_000 };
}
