import { describe, expect, test } from 'vitest';
import { contributions } from '../../functions/core/contributions.ts';
import { advanceMessage } from '../../functions/core/message/advance.ts';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { minute } from '../../functions/core/time.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { journalEvent, start } from '../support/events.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { advanceVectors, runAdvanceVector } from './advance-vectors.ts';

describe('the message state machine', () => {
  for (const vector of advanceVectors) {
    test(`${vector.id}: ${vector.name}`, () => {
      const { counted, final, unchanged, errorCode } = vector;
      expect(runAdvanceVector(vector, { advanceMessage, contributions })).toEqual({
        counted,
        final,
        unchanged,
        errorCode,
      });
    });
  }

  test('S-9: fifty concurrent "sent" are one transition and 49 duplicates', async () => {
    const journal = memoryJournal();
    const results = await Promise.all(Array.from({ length: 50 }, () => recordEvent(journalEvent('sent'), journal)));
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
    expect(results.filter((result) => result === 'duplicate')).toHaveLength(49);
  });

  test('gives up after eight lost races, so that the event can be spilled', async () => {
    let tries = 0;
    const save = async () => {
      tries += 1;
      return false;
    };
    const journal = { load: async () => undefined, save };
    expect(await recordEvent(journalEvent('sent'), journal)).toBe('contended');
    expect(tries).toBe(9);
  });
});

describe('what an entry learns', () => {
  const entryAfter = (...events: ReadyMessage[]): MessageEntry => {
    let entry: MessageEntry | undefined;
    for (const event of events) entry = advanceMessage(entry, event);
    if (!entry) throw new Error('no events');
    return entry;
  };
  const unknown = { carrier: 'unknown', country: 'unknown' };

  test('a carrier learnt late moves once, then freezes', () => {
    const entry = entryAfter(
      journalEvent('sent', { labels: unknown }),
      journalEvent('delivered', { labels: { carrier: 'AT&T', country: 'US', campaign: 'spring' } }),
      journalEvent('read', { labels: { carrier: 'Verizon', country: 'CA', campaign: 'summer' } }),
    );
    expect(entry.labels).toEqual({ carrier: 'AT&T', country: 'US', campaign: 'spring' });
  });

  test('an error is never erased by an event without one', () => {
    const entry = entryAfter(journalEvent('undelivered', { errorCode: '30003' }), journalEvent('undelivered'));
    expect(entry.errorCode).toBe('30003');
  });

  test('the price of the ending event counts, once, whatever came first', () => {
    const sent = journalEvent('sent', { costMicros: 1000 });
    const ended = journalEvent('delivered', { costMicros: 4000, carrierFeeMicros: 3000 });
    expect(entryAfter(sent, ended).costMicros).toBe(4000);
    expect(entryAfter(ended, sent).costMicros).toBe(4000);
  });

  test('the start is the one of the first write', () => {
    const entry = entryAfter(
      journalEvent('sent', { startedAt: start }),
      journalEvent('delivered', { startedAt: start + 5 * minute }),
    );
    expect(entry.startedAt).toBe(start);
  });

  test('an implied "sent" takes the time the provider tells of it', () => {
    const entry = entryAfter(journalEvent('delivered', { at: start + minute, sentAt: start }));
    expect(entry.seen.sent).toEqual({ at: start });
    expect(entryAfter(journalEvent('delivered', { at: start })).seen.sent).toEqual({ at: start, implied: true });
  });
});
