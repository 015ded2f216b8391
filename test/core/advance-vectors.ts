import { isDeepStrictEqual } from 'node:util';
import { advanced } from '../../functions/core/advance.ts';
import type * as contributionsModule from '../../functions/core/contributions.ts';
import type * as advanceModule from '../../functions/core/message/advance.ts';
import type { MessageChannel, MessageEntry } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { journalEvent, start } from '../support/events.ts';
import { newsVectors } from './advance-news-vectors.ts';

/** A status, an error code, minutes after the start, and minutes more until it was heard of. */
type Step = { status: Status; code?: string; after?: number; heard?: number; channel?: MessageChannel };

export type AdvanceVector = {
  id: string;
  name: string;
  events: Step[];
  /** Transitions (family t) and outcomes (family o) that must have been counted, all others being absent. */
  counted: Record<string, number>;
  final: Status;
  unchanged: number;
  errorCode?: string;
};

const started = { 'o.started': 1 };
const sent = { 't.sent': 1, 'o.sent': 1 };
const delivered = { 't.delivered': 1, 'o.delivered': 1 };

/** SEMANTICS 4.13, S-1 to S-11, and what they leave open. */
export const advanceVectors: AdvanceVector[] = [
  {
    id: 'S-1',
    name: 'queued, sent, delivered count once each',
    events: [{ status: 'queued' }, { status: 'sent', after: 1 }, { status: 'delivered', after: 2 }],
    counted: { ...started, 't.queued': 1, ...sent, ...delivered },
    final: 'delivered',
    unchanged: 0,
  },
  {
    id: 'S-2',
    name: 'delivered before sent counts both once',
    events: [{ status: 'delivered' }, { status: 'sent', after: 1 }],
    counted: { ...started, ...sent, ...delivered },
    final: 'delivered',
    unchanged: 1,
  },
  {
    id: 'S-3',
    name: 'repeats change nothing',
    events: [{ status: 'sent' }, { status: 'sent' }, { status: 'delivered' }, { status: 'delivered' }],
    counted: { ...started, ...sent, ...delivered },
    final: 'delivered',
    unchanged: 2,
  },
  {
    id: 'S-4',
    name: 'failed then sent stays failed and keeps its error',
    events: [
      { status: 'failed', code: '30007' },
      { status: 'sent', after: 1 },
    ],
    counted: { ...started, 't.failed': 1, 'o.failed': 1, ...sent },
    final: 'failed',
    unchanged: 0,
    errorCode: '30007',
  },
  {
    id: 'S-5',
    name: 'delivered two minutes after undelivered corrects it',
    events: [
      { status: 'undelivered', code: '30003' },
      { status: 'delivered', after: 2 },
    ],
    counted: { ...started, ...sent, 't.undelivered': 1, ...delivered, 't.corrected': 1, 'o.conflict': 1 },
    final: 'delivered',
    unchanged: 0,
    errorCode: '30003',
  },
  {
    id: 'S-5 at the edge of the window',
    name: 'delivered exactly 72 hours after undelivered still corrects it',
    events: [{ status: 'undelivered' }, { status: 'delivered', after: (72 * hour) / minute }],
    counted: { ...started, ...sent, 't.undelivered': 1, ...delivered, 't.corrected': 1, 'o.conflict': 1 },
    final: 'delivered',
    unchanged: 0,
  },
  {
    id: 'S-5 after the window',
    name: 'delivered more than 72 hours after a failure is a conflict only',
    events: [{ status: 'failed' }, { status: 'delivered', after: (72 * hour) / minute + 1 }],
    counted: { ...started, 't.failed': 1, 'o.failed': 1, 'o.conflict': 1 },
    final: 'failed',
    unchanged: 0,
  },
  {
    id: 'S-6',
    name: 'read alone counts sent, delivered and read',
    events: [{ status: 'read' }],
    counted: { ...started, ...sent, ...delivered, 't.read': 1, 'o.read': 1 },
    final: 'read',
    unchanged: 0,
  },
  {
    id: 'S-7',
    name: 'read, delivered, sent count each once',
    events: [{ status: 'read' }, { status: 'delivered', after: 1 }, { status: 'sent', after: 2 }],
    counted: { ...started, ...sent, ...delivered, 't.read': 1, 'o.read': 1 },
    final: 'read',
    unchanged: 2,
  },
  {
    id: 'S-8',
    name: 'sent and then nothing expires',
    events: [{ status: 'sent' }, { status: 'expired', after: (72 * hour) / minute }],
    counted: { ...started, ...sent, 't.expired': 1, 'o.expired': 1 },
    final: 'expired',
    unchanged: 0,
  },
  {
    id: 'S-10',
    name: 'failed after delivered is a conflict without any other change',
    events: [{ status: 'delivered' }, { status: 'failed', code: '30005', after: 1 }, { status: 'failed', after: 2 }],
    counted: { ...started, ...sent, ...delivered, 'o.conflict': 1 },
    final: 'delivered',
    unchanged: 1,
  },
  {
    id: 'S-11',
    name: 'delivered at 80 hours takes an expired message back, marked late',
    events: [
      { status: 'sent' },
      { status: 'expired', after: (72 * hour) / minute },
      { status: 'delivered', after: (80 * hour) / minute },
    ],
    counted: { ...started, ...sent, 't.expired': 1, ...delivered, 't.corrected': 1, 'o.late': 1 },
    final: 'delivered',
    unchanged: 0,
  },
  {
    id: 'expiry loses',
    name: 'expiry after any ending changes nothing',
    events: [
      { status: 'undelivered', code: '30003' },
      { status: 'expired', after: 5000 },
    ],
    counted: { ...started, ...sent, 't.undelivered': 1, 'o.undelivered': 1 },
    final: 'undelivered',
    unchanged: 1,
    errorCode: '30003',
  },
  {
    id: 'unconfirmed yields',
    name: 'a real receipt replaces "unconfirmed" without a conflict',
    events: [{ status: 'sent' }, { status: 'unconfirmed', after: 1 }, { status: 'undelivered', after: 2 }],
    counted: { ...started, ...sent, 't.unconfirmed': 1, 't.undelivered': 1, 'o.undelivered': 1, 't.corrected': 1 },
    final: 'undelivered',
    unchanged: 0,
  },
  {
    id: 'unconfirmed repeated',
    name: '"unconfirmed" reported again after a receipt is no conflict',
    events: [
      { status: 'sent' },
      { status: 'unconfirmed', after: 1 },
      { status: 'delivered', after: 2 },
      { status: 'unconfirmed', after: 1 },
    ],
    counted: { ...started, ...sent, 't.unconfirmed': 1, ...delivered, 't.corrected': 1 },
    final: 'delivered',
    unchanged: 1,
  },
  {
    id: 'rank never falls',
    name: 'queued after sent is counted and changes nothing else',
    events: [{ status: 'sent' }, { status: 'queued', after: 1 }, { status: 'sending', after: 2 }],
    counted: { ...started, ...sent, 't.queued': 1, 't.sending': 1 },
    final: 'sent',
    unchanged: 0,
  },
  {
    id: 'failures exclude each other',
    name: 'undelivered after failed is a conflict; the first ending stands',
    events: [{ status: 'failed' }, { status: 'undelivered', after: 1 }],
    counted: { ...started, 't.failed': 1, 'o.failed': 1, 'o.conflict': 1 },
    final: 'failed',
    unchanged: 0,
  },
  {
    id: 'read corrects',
    name: 'a message read after "failed" was delivered',
    events: [{ status: 'failed' }, { status: 'read', after: 1 }],
    counted: {
      ...started,
      't.failed': 1,
      ...sent,
      ...delivered,
      't.read': 1,
      'o.read': 1,
      't.corrected': 1,
      'o.conflict': 1,
    },
    final: 'read',
    unchanged: 0,
  },
  ...newsVectors,
];

type Modules = Pick<typeof advanceModule, 'advanceMessage'> & Pick<typeof contributionsModule, 'contributions'>;

/** What a vector's events lead to under the given state machine. */
export function runAdvanceVector(vector: AdvanceVector, modules: Modules) {
  let entry: MessageEntry | undefined;
  let unchanged = 0;
  for (const event of vector.events.map(toEvent)) {
    const step = advanced(entry, modules.advanceMessage(entry, event), event.receivedAt);
    if (step.kind === 'changed') entry = step.entry;
    else unchanged += 1;
  }
  if (!entry) throw new Error('a vector has at least one event');
  return { counted: totals(entry, modules), final: entry.status, unchanged, errorCode: entry.errorCode };
}

/** The ids of the vectors that do not hold. */
export function failedAdvanceVectors(modules: Modules): string[] {
  return advanceVectors
    .filter((vector) => {
      const { counted, final, unchanged, errorCode } = vector;
      return !isDeepStrictEqual(runAdvanceVector(vector, modules), { counted, final, unchanged, errorCode });
    })
    .map((vector) => vector.id);
}

function toEvent({ status, code, after = 0, heard = 0, channel = 'other' }: Step): ReadyMessage {
  const at = start + after * minute;
  return journalEvent(status, {
    at,
    receivedAt: at + heard * minute,
    channel,
    ...(code !== undefined && { errorCode: code }),
  });
}

/** What vectors do not tell: by whom failures hit, how long things took. */
const elsewhere = /^(x\.|o\.receipt|o\.handover)/;

/** An entry's measures in the minutes of the scope `total`. */
function totals(entry: MessageEntry, modules: Modules): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const counter of modules.contributions(entry).values()) {
    if (counter.dimension !== 'total' || counter.granularity !== 'minute') continue;
    for (const [name, amount] of Object.entries(counter.measures)) {
      if (!elsewhere.test(name)) sums[name] = (sums[name] ?? 0) + amount;
    }
  }
  return sums;
}
