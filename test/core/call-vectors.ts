import { isDeepStrictEqual } from 'node:util';
import { advanced } from '../../functions/core/advance.ts';
import type * as advanceModule from '../../functions/core/call/advance.ts';
import type { CallEntry } from '../../functions/core/call/entry.ts';
import type { ReadyCall } from '../../functions/core/call/event.ts';
import type { CallStatus } from '../../functions/core/call/status.ts';
import { second } from '../../functions/core/time.ts';
import { callEvent, start } from '../support/events.ts';

/** An event: seconds after the start, its status if it tells one, and what else it tells. */
type Step = [after: number, status: CallStatus | undefined, told?: Partial<ReadyCall>];

export type CallVector = {
  id: string;
  events: Step[];
  status: CallStatus;
  /** The statuses seen; `~` before one that is only implied. */
  seen: string;
  knows?: Partial<CallEntry>;
  /** How many of the events changed nothing. */
  unchanged?: number;
};

const told = (sequence: number) => ({ sequence });

export const callVectors: CallVector[] = [
  {
    id: 'a call from beginning to end',
    events: [
      [0, 'initiated'],
      [2, 'ringing'],
      [5, 'answered'],
      [65, 'completed'],
    ],
    status: 'completed',
    seen: 'initiated ringing answered completed',
    knows: { durationMs: 60 * second, conflict: undefined, outcome: { is: 'completed', at: start + 65 * second } },
  },
  {
    id: 'the same backwards, with the duration all the same',
    events: [
      [65, 'completed'],
      [5, 'answered'],
      [2, 'ringing'],
      [0, 'initiated'],
    ],
    status: 'completed',
    seen: '~initiated ringing ~answered completed',
    knows: { durationMs: 60 * second },
  },
  {
    id: 'completed alone implies that it was answered, and measures nothing',
    events: [[65, 'completed']],
    status: 'completed',
    seen: '~initiated ~answered completed',
    knows: { durationMs: undefined },
  },
  {
    id: 'a duration that is told stands before one that is measured',
    events: [
      [5, 'answered'],
      [65, 'completed', { durationMs: 62 * second }],
    ],
    status: 'completed',
    seen: '~initiated answered completed',
    knows: { durationMs: 62 * second },
  },
  {
    id: 'a duration of nothing is a duration',
    events: [[5, 'completed', { durationMs: 0 }]],
    status: 'completed',
    seen: '~initiated ~answered completed',
    knows: { durationMs: 0 },
  },
  {
    id: 'clocks that disagree make no negative duration',
    events: [
      [5, 'answered'],
      [3, 'completed'],
    ],
    status: 'completed',
    seen: '~initiated answered completed',
    knows: { durationMs: 0 },
  },
  {
    id: 'busy was not answered, and has no duration',
    events: [
      [0, 'initiated'],
      [9, 'busy'],
    ],
    status: 'busy',
    seen: 'initiated busy',
    knows: { durationMs: undefined, outcome: { is: 'busy', at: start + 9 * second } },
  },
  {
    id: 'an answered call that failed has no duration',
    events: [
      [5, 'answered'],
      [9, 'failed'],
    ],
    status: 'failed',
    seen: '~initiated answered failed',
    knows: { durationMs: undefined },
  },
  {
    id: 'repeats change nothing',
    events: [
      [0, 'initiated'],
      [0, 'initiated'],
      [9, 'no-answer'],
      [9, 'no-answer'],
    ],
    status: 'no-answer',
    seen: 'initiated no-answer',
    knows: { conflict: undefined },
    unchanged: 2,
  },
  {
    id: 'of two endings the higher number stands, if it comes last',
    events: [
      [8, 'busy', told(2)],
      [9, 'completed', told(3)],
    ],
    status: 'completed',
    seen: '~initiated busy ~answered completed',
    knows: { conflict: true, outcome: { is: 'completed', at: start + 9 * second, sequence: 3 } },
  },
  {
    id: 'of two endings the higher number stands, if it comes first',
    events: [
      [9, 'completed', told(3)],
      [8, 'busy', told(2)],
    ],
    status: 'completed',
    seen: '~initiated ~answered completed busy',
    knows: { conflict: true, outcome: { is: 'completed', at: start + 9 * second, sequence: 3 } },
  },
  {
    id: 'of two endings with the same number the first stands',
    events: [
      [8, 'busy', told(2)],
      [9, 'failed', told(2)],
    ],
    status: 'busy',
    seen: '~initiated busy failed',
    knows: { conflict: true },
  },
  {
    id: 'of two endings without numbers the first stands',
    events: [
      [8, 'canceled'],
      [9, 'no-answer'],
    ],
    status: 'canceled',
    seen: '~initiated canceled no-answer',
    knows: { conflict: true, outcome: { is: 'canceled', at: start + 8 * second } },
  },
  {
    id: 'of two endings of which one has a number the first stands',
    events: [
      [8, 'canceled'],
      [9, 'no-answer', told(5)],
    ],
    status: 'canceled',
    seen: '~initiated canceled no-answer',
  },
  {
    id: 'who answered, before anything else is known',
    events: [
      [6, undefined, { answeredBy: 'machine', word: 'machine' }],
      [5, 'answered'],
      [25, 'completed'],
    ],
    status: 'completed',
    seen: '~initiated ~answered completed',
    knows: { answeredBy: 'machine', durationMs: 20 * second },
  },
  {
    id: 'who answered tells that it was answered',
    events: [
      [2, 'ringing'],
      [6, undefined, { answeredBy: 'human', word: 'human' }],
    ],
    status: 'answered',
    seen: '~initiated ringing ~answered',
    knows: { answeredBy: 'human', word: 'human' },
  },
  {
    id: 'a detection that could not tell gives way to one that could, not the other way',
    events: [
      [6, undefined, { answeredBy: 'unknown' }],
      [7, undefined, { answeredBy: 'fax' }],
      [8, undefined, { answeredBy: 'unknown' }],
      [9, undefined, { answeredBy: 'human' }],
    ],
    status: 'answered',
    seen: '~initiated ~answered',
    knows: { answeredBy: 'fax' },
    unchanged: 2,
  },
  {
    id: 'a price alone ends nothing and tells of no answer',
    events: [[90, undefined, { costMicros: 4000, billedMs: 60 * second }]],
    status: 'initiated',
    seen: '~initiated',
    knows: { costMicros: 4000, billedMs: 60 * second },
  },
  {
    id: 'a status that is told in another word keeps the first',
    events: [
      [0, 'initiated', { word: 'queued' }],
      [1, 'initiated', { word: 'initiated' }],
    ],
    status: 'initiated',
    seen: 'initiated',
    knows: { word: 'queued' },
    unchanged: 1,
  },
  {
    id: 'an earlier status does not come back',
    events: [
      [5, 'answered'],
      [2, 'ringing'],
    ],
    status: 'answered',
    seen: '~initiated answered ringing',
    knows: { word: 'answered' },
  },
  {
    id: 'facts stay as first told',
    events: [
      [9, 'failed', { hangupCause: 'call_rejected', sipCode: 603, direction: 'outbound' }],
      [9, 'failed', { hangupCause: 'unspecified', sipCode: 500, hangupSource: 'callee', direction: 'inbound' }],
    ],
    status: 'failed',
    seen: '~initiated failed',
    knows: { hangupCause: 'call_rejected', sipCode: 603, hangupSource: 'callee', direction: 'outbound' },
  },
];

type Module = Pick<typeof advanceModule, 'advanceCall'>;

/** What a vector's events lead to, in the vector's own terms. */
export function runCallVector(vector: CallVector, { advanceCall }: Module): Partial<CallVector> {
  let entry: CallEntry | undefined;
  let unchanged = 0;
  for (const event of vector.events.map(toEvent)) {
    const step = advanced(entry, advanceCall(entry, event), event.receivedAt);
    if (step.kind === 'changed') entry = step.entry;
    else unchanged += 1;
  }
  const facts: Record<string, unknown> = { ...entry };
  const knows = vector.knows && Object.fromEntries(Object.keys(vector.knows).map((name) => [name, facts[name]]));
  const seen = Object.entries(entry?.seen ?? {}).map(([status, { implied }]) => (implied ? `~${status}` : status));
  return {
    status: entry?.status as CallStatus,
    seen: seen.sort().join(' '),
    ...(knows && { knows }),
    ...(vector.unchanged !== undefined && { unchanged }),
  };
}

/** What a vector says must come out, for comparison with {@link runCallVector}. */
export function expectedOf({ events, id, seen, ...rest }: CallVector): Partial<CallVector> {
  return { ...rest, seen: seen.split(' ').sort().join(' ') };
}

/** The ids of the vectors that do not hold. */
export function failedCallVectors(module: Module): string[] {
  return callVectors
    .filter((vector) => !isDeepStrictEqual(runCallVector(vector, module), expectedOf(vector)))
    .map(({ id }) => id);
}

function toEvent([after, status, more]: Step): ReadyCall {
  return callEvent(status, { at: start + after * second, ...more });
}
