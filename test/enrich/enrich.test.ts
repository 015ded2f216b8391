import { describe, expect, test } from 'vitest';
import { type Contributions, difference } from '../../functions/core/contributions.ts';
import { type Measures, measure } from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import type { SecretAnswer } from '../../functions/core/secret.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { type Answer, type EnrichDeps, enrich } from '../../functions/enrich/enrich.ts';
import type { EnrichMessage } from '../../functions/enrich/enrich-message.ts';
import { twilioMessageSchema } from '../../functions/enrich/twilio-message.ts';
import { start } from '../support/events.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { mergeContributions } from '../support/merge-contributions.ts';
import { account, enrichedEntry, keySid, resource } from './twilio-api.ts';

const rate = { segmentMicros: 8300, feeMicros: 0, asOf: '2025-06-01' };
const found = (told: object = {}): Answer => ({ kind: 'found', message: twilioMessageSchema.parse(resource(told)) });

function setUp(entry: MessageEntry | undefined, answer: Answer, overrides: Partial<EnrichDeps> = {}) {
  const journal = memoryJournal();
  if (entry) journal.entries.set(entry.key, entry);
  const asked: string[] = [];
  const again: EnrichMessage[] = [];
  const held: number[] = [];
  const log = rememberingLog();
  const secret: SecretAnswer = { kind: 'known', lines: [`${keySid}:s3cret@${account}`] };
  const deps: EnrichDeps = {
    journal,
    secret: async () => secret,
    admits: async () => true,
    pace: { turn: async () => true, hold: (millis) => void held.push(millis) },
    ask: async (key, id) => {
      asked.push(`${key.account} ${id}`);
      return answer;
    },
    askAgain: async (message) => void again.push(message),
    now: () => start + 20 * minute,
    fromWall: (at) => at,
    metric: metricSums().metric,
    log,
    ...overrides,
  };
  const key = entry?.key ?? 'main#twilio#message#gone';
  const run = (before = 0) => enrich({ key, asked: before }, deps);
  const known = () => [...journal.entries.values()][0];
  return { run, known, asked, again, held, log };
}

/** What the change moves in the total of the hour. */
function moved(before: JournalEntry | undefined, after: JournalEntry | undefined): Measures {
  const sums: Contributions = new Map();
  if (after) mergeContributions(sums, difference(before, after));
  const total = [...sums.values()].find((one) => one.dimension === 'total' && one.granularity === 'hour');
  return total?.measures ?? {};
}

describe('what Twilio tells', () => {
  test('takes the place of the estimate, and of nothing else', async () => {
    const entry = enrichedEntry({ rate, labels: { carrier: 'AT&T', country: 'US', campaign: 'spring', user: 'u-42' } });
    const { run, known } = setUp(entry, found({ num_segments: '2', price: '-0.0158' }));
    expect(await run()).toEqual({ kind: 'enriched' });
    expect(known()).toEqual({ ...entry, rev: 2, updatedAt: start + 20 * minute, segments: 2, costMicros: 15_800 });
    expect(moved(entry, known())).toEqual({
      'o.segments': 1,
      'o.estimatedSegments': -1,
      'o.costMicros': 15_800 - 8300,
      'o.estimatedCostMicros': -8300,
    });
  });

  test('repairs an ending that was lost, by the state machine', async () => {
    const expired = enrichedEntry({
      status: 'expired',
      word: 'expired',
      seen: { sent: { at: start } },
      outcome: { is: 'expired', at: start + 72 * hour },
    });
    const { run, known } = setUp(expired, found({ status: 'undelivered', error_code: 30_003 }), {
      now: () => start + 72 * hour,
    });
    await run();
    expect(known()).toMatchObject({ status: 'undelivered', errorCode: '30003', countedCode: '30003', late: true });
    const { 'o.expired': expiredLess, 'o.undelivered': more } = moved(expired, known());
    expect([expiredLess, more]).toEqual([-1, 1]);
  });

  test('counts a code for which the day has no room as other', async () => {
    const entry = enrichedEntry({ status: 'undelivered', outcome: { is: 'undelivered', at: start } });
    const { run, known } = setUp(entry, found({ status: 'undelivered', error_code: 30_003 }), {
      admits: async () => false,
    });
    await run();
    expect(known()).toMatchObject({ errorCode: '30003', countedCode: 'other', labels: entry.labels });
  });

  test('twice changes nothing the second time', async () => {
    const { run, known, asked } = setUp(enrichedEntry(), found());
    await run();
    const first = known();
    expect(await run()).toEqual({ kind: 'complete' });
    expect(known()).toBe(first);
    expect(asked).toHaveLength(1);
  });

  test('in another currency is left out, and said', async () => {
    const { run, known, again, log } = setUp(enrichedEntry({ rate }), found({ price: '-0.0083', price_unit: 'EUR' }));
    expect(await run()).toEqual({ kind: 'enriched' });
    expect(known()).toMatchObject({ segments: 1 });
    expect(measure(moved(undefined, known()), 'o.estimatedCostMicros')).toBe(8300);
    expect(again).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { currency: 'EUR' } }]);
  });
});

describe('a message without a price yet', () => {
  test('is asked about again, and what is known already is kept', async () => {
    const entry = enrichedEntry();
    const { run, known, again } = setUp(entry, found({ price: null, num_segments: '3' }));
    expect(await run()).toEqual({ kind: 'unpriced' });
    expect(known()).toMatchObject({ segments: 3 });
    expect(again).toEqual([{ key: entry.key, asked: 1 }]);
  });

  test('is asked about four times in all; then the estimate stands', async () => {
    const { run, again } = setUp(enrichedEntry(), found({ price: null }));
    expect([await run(2), await run(3)]).toEqual([{ kind: 'unpriced' }, { kind: 'given-up' }]);
    expect(again.map(({ asked }) => asked)).toEqual([3]);
  });
});

describe('nobody is asked', () => {
  test('about a message that the journal no longer has; it is not written anew', async () => {
    const { run, known, asked } = setUp(undefined, found());
    expect(await run()).toEqual({ kind: 'gone' });
    expect([known(), asked]).toEqual([undefined, []]);
  });

  test('without a key for the account; the log says which line to store', async () => {
    const { run, asked, log } = setUp(enrichedEntry({ account: 'AC2' }), found());
    expect(await run()).toEqual({ kind: 'unconfigured' });
    expect(asked).toEqual([]);
    expect(log.lines[0]?.fields.hint).toBe('store a line SK…:secret@AC2 with: npx wirewatch secret set twilio-api');
  });

  test('while the key cannot be read: the message comes again', async () => {
    const secret = async (): Promise<SecretAnswer> => ({ kind: 'unavailable', why: 'no SSM' });
    await expect(setUp(enrichedEntry(), found(), { secret }).run()).rejects.toThrow('no SSM');
  });

  test('while Twilio wants to be left alone: the message comes again', async () => {
    const { run, asked } = setUp(enrichedEntry(), found(), {
      pace: { turn: async () => false, hold: () => undefined },
    });
    await expect(run()).rejects.toThrow('left alone');
    expect(asked).toEqual([]);
  });
});

describe('an answer', () => {
  test('that there is no such message ends it', async () => {
    const { run, again } = setUp(enrichedEntry(), { kind: 'absent' });
    expect(await run()).toEqual({ kind: 'gone' });
    expect(again).toEqual([]);
  });

  test.each([
    [7000, 7000],
    [undefined, minute],
  ])(
    'of too many requests holds everybody off for as long as it says (%s: %i ms), and comes again',
    async (afterMs, held) => {
      const world = setUp(enrichedEntry(), { kind: 'busy', afterMs });
      await expect(world.run()).rejects.toThrow('too many requests');
      expect(world.held).toEqual([held]);
    },
  );

  test('that failed comes again, and leaves the journal as it was', async () => {
    const entry = enrichedEntry();
    const { run, known } = setUp(entry, { kind: 'failed', why: 'HTTP 401 20003 Authenticate' });
    await expect(run()).rejects.toThrow('HTTP 401 20003 Authenticate');
    expect(known()).toBe(entry);
  });
});
