import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { queueEnded } from '../../functions/enrich/queue-ended.ts';
import { type Asking, worthAsking } from '../../functions/enrich/worth-asking.ts';
import { callEvent, journalEvent } from '../support/events.ts';
import { rememberingLog } from '../support/fakes.ts';

const nobody: Asking = { sample: 0, failed: false };
const failed: Asking = { sample: 0, failed: true };
const everybody: Asking = { sample: 1, failed: false };

function after(before: JournalEntry | undefined, status: Status, told: Partial<ReadyMessage> = {}): JournalEntry {
  const step = advance(before, journalEvent(status, told));
  if (step.kind === 'unchanged') throw new Error('nothing happened');
  return step.entry;
}

const entry = (status: Status, told: Partial<ReadyMessage> = {}) => after(undefined, status, told);

describe('Twilio is asked', () => {
  test.each([
    ['about what failed', entry('sent'), 'failed', failed, true],
    ['about what was undelivered', entry('sent'), 'undelivered', failed, true],
    ['about what no receipt came for', entry('sent'), 'expired', failed, true],
    ['about what ended at once', undefined, 'undelivered', failed, true],
    ['not about what was delivered, unless it is in the sample', entry('sent'), 'delivered', failed, false],
    ['about what was delivered and is in the sample', entry('sent'), 'delivered', everybody, true],
    ['about what was canceled and is in the sample', entry('queued'), 'canceled', everybody, true],
    ['not about what failed if nobody wants to know', entry('sent'), 'failed', nobody, false],
    ['not about what is still on its way', entry('queued'), 'sent', everybody, false],
    ['again when it ends otherwise after all', entry('undelivered'), 'delivered', everybody, true],
    ['not again when it was read later', entry('delivered'), 'read', everybody, false],
  ] as const)('%s', (_, before, status, asking, asked) => {
    expect(worthAsking({ before, after: after(before, status) }, asking)).toBe(asked);
  });

  test.each([
    ['not where price and segments are told', { segments: 1, costMicros: 7900 }, 'delivered', false],
    ['where only segments are told', { segments: 1 }, 'delivered', true],
    ['where only the price is told', { costMicros: 7900 }, 'delivered', true],
    ['where all is told and the ending is not', { segments: 1, costMicros: 7900 }, 'expired', true],
    ["not about an id that is none of Twilio's", { id: 'SM1/../../Calls?x' }, 'failed', false],
    ['not about messages of others', { provider: 'telnyx', key: 'main#telnyx#message#1' }, 'failed', false],
  ] as const)('%s', (_, told, status, asked) => {
    expect(worthAsking({ before: undefined, after: entry(status, told) }, { sample: 1, failed: true })).toBe(asked);
  });

  test('not about calls', () => {
    const step = advance(undefined, callEvent('failed', { provider: 'twilio' }));
    const call = step.kind === 'changed' ? step.entry : undefined;
    expect(call && worthAsking({ before: undefined, after: call }, { sample: 1, failed: true })).toBe(false);
  });
});

describe('the sample', () => {
  const ids = Array.from({ length: 20_000 }, (_, number) => `SM${number.toString(16).padStart(32, '0')}`);
  const sampled = (sample: number) =>
    ids.filter((id) =>
      worthAsking({ before: undefined, after: entry('delivered', { id, key: id }) }, { sample, failed: false }),
    );

  test('is about as large as it should be, and the same each time', () => {
    const tenth = sampled(0.1);
    expect(tenth.length / ids.length).toBeGreaterThan(0.09);
    expect(tenth.length / ids.length).toBeLessThan(0.11);
    expect(sampled(0.1)).toEqual(tenth);
  });

  test('of a smaller share lies within the larger one', () => {
    const larger = new Set(sampled(0.1));
    expect(sampled(0.02).every((id) => larger.has(id))).toBe(true);
  });
});

describe('count', () => {
  const failure = { before: undefined, after: entry('failed') };

  test('queues each message once, however often it changed in a batch', async () => {
    const put: unknown[] = [];
    const enrich = queueEnded({ settings: failed, put: async (all) => void put.push(all), log: rememberingLog() });
    await enrich([failure, failure, { before: undefined, after: entry('delivered', { id: 'x', key: 'x' }) }]);
    expect(put).toEqual([[{ key: failure.after.key, asked: 0 }]]);
  });

  test('queues nothing where nothing is asked, or nothing ended', async () => {
    const put = async () => Promise.reject(new Error('called'));
    const log = rememberingLog();
    await queueEnded({ settings: undefined, put, log })([failure]);
    await queueEnded({ settings: failed, put, log })([{ before: undefined, after: entry('sent') }]);
    expect(log.lines).toEqual([]);
  });

  test('goes on where the queue is away: prices are worth less than counting in time', async () => {
    const log = rememberingLog();
    await queueEnded({ settings: failed, put: async () => Promise.reject(new Error('no queue')), log })([failure]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { messages: 1, error: 'Error: no queue' } }]);
  });
});
