import { advanced } from '../../functions/core/advance.ts';
import type * as advanceModule from '../../functions/core/message/advance.ts';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { minute } from '../../functions/core/time.ts';
import { journalEvent, start } from '../support/events.ts';

type Module = Pick<typeof advanceModule, 'advanceMessage'>;

/** What an entry knows after events that each tell something; beside the statuses, which have vectors of their own. */
export type FactVector = {
  id: string;
  events: [Status, Partial<ReadyMessage>][];
  knows: Partial<
    Pick<MessageEntry, 'status' | 'startedAt' | 'costMicros' | 'carrierFeeMicros' | 'segments' | 'account'>
  > &
    Partial<MessageEntry['labels']>;
};

const at = (carrier: string, country = 'US') => ({ labels: { carrier, country } });

export const factVectors: FactVector[] = [
  {
    id: 'a status of the same rank changes nothing',
    events: [
      ['accepted', {}],
      ['scheduled', {}],
    ],
    knows: { status: 'accepted' },
  },
  {
    id: 'the event that ends a message knows its price best',
    events: [
      ['sent', { costMicros: 100, carrierFeeMicros: 10 }],
      ['delivered', { costMicros: 200, carrierFeeMicros: 20 }],
      ['sending', { costMicros: 300, carrierFeeMicros: 30 }],
    ],
    knows: { costMicros: 200, carrierFeeMicros: 20 },
  },
  {
    id: 'a price that the ending does not tell stays',
    events: [
      ['sent', { costMicros: 100, carrierFeeMicros: 10 }],
      ['delivered', {}],
    ],
    knows: { costMicros: 100, carrierFeeMicros: 10 },
  },
  {
    id: 'account and segments stay as first told',
    events: [
      ['queued', {}],
      ['sent', { account: 'AC1', segments: 2 }],
      ['delivered', { account: 'AC2', segments: 3 }],
    ],
    knows: { account: 'AC1', segments: 2 },
  },
  {
    id: 'an unknown carrier and country are learnt once',
    events: [
      ['queued', at('unknown', 'unknown')],
      ['sent', at('AT&T', 'CA')],
      ['delivered', at('Verizon', 'US')],
    ],
    knows: { carrier: 'AT&T', country: 'CA' },
  },
  {
    id: 'a plan begins when it goes on',
    events: [
      ['scheduled', { startedAt: start }],
      ['sent', { startedAt: start + 60 * minute }],
    ],
    knows: { startedAt: start + 60 * minute },
  },
];

/** The part of the entry that a vector speaks of. */
export function learntFacts(vector: FactVector, { advanceMessage }: Module): Record<string, unknown> {
  let entry: MessageEntry | undefined;
  vector.events.forEach(([status, told], index) => {
    const event = journalEvent(status, { at: start + index * minute, ...told });
    const step = advanced(entry, advanceMessage(entry, event), event.receivedAt);
    if (step.kind === 'changed') entry = step.entry;
  });
  const all: Record<string, unknown> = { ...entry, ...entry?.labels };
  return Object.fromEntries(Object.keys(vector.knows).map((name) => [name, all[name]]));
}

/** The ids of the vectors that do not hold. */
export function failedFactVectors(module: Module): string[] {
  return factVectors
    .filter((vector) => {
      const learnt = learntFacts(vector, module);
      return Object.entries(vector.knows).some(([name, value]) => learnt[name] !== value);
    })
    .map(({ id }) => id);
}
