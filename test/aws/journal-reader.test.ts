import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentReader, consentWriter } from '../../functions/aws/consent-table.ts';
import { journalReader } from '../../functions/aws/journal-reader.ts';
import { consentOf } from '../../functions/core/consent/standing.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { day, hour, minute, second } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { startTables } from '../support/tables.ts';
import { watchedCalls } from '../support/watched-calls.ts';
import { bob, startJournal } from './written-entries.ts';

let written: Awaited<ReturnType<typeof startJournal>>;
let state: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  written = await startJournal();
  state = await startTables();
});
afterAll(async () => {
  await written.stop();
  await state.stop();
});

/** A reader at a time of the product, and how many requests it has made. */
function setUp(now = start, zone = 'UTC') {
  const { client, calls } = watchedCalls(written.client);
  const reader = journalReader({
    client,
    tableName: written.tableName,
    numberKey: async () => 'key',
    consent: consentReader({ client: state.client, tableName: state.tables.state }),
    providers: ['telnyx', 'twilio'],
    now: () => now,
    zoneOf: () => zone,
  });
  return { reader, calls };
}
const keys = (entries: readonly JournalEntry[]) => entries.map(({ key }) => key);

describe('by its id', () => {
  test('an entry is found whatever kind it is and whoever told it, in one request', async () => {
    const at = start - 10 * day;
    const all = [await written.message({ at }), await written.inbound({ at }), await written.consent({ at })];
    for (const entry of all) {
      const { reader, calls } = setUp();
      expect(await reader.byId('main', entry.id)).toMatchObject([entry]);
      expect(calls()).toBe(1);
    }
  });

  test('nothing of another tenant is found, nor what nobody sent', async () => {
    const { id } = await written.message({ at: start - 10 * day }, { tenant: 'other' });
    const { reader } = setUp();
    expect(await reader.byId('main', id)).toEqual([]);
    expect(await reader.byId('main', 'SM-none')).toEqual([]);
    expect(await reader.byId('other', id)).toHaveLength(1);
  });
});

describe('by a number', () => {
  test('everything about a person is found once, newest first, in pages of two requests', async () => {
    const at = start - 20 * day;
    const mine: JournalEntry[] = [];
    // What asks for no more is two entries of the same moment, which may lie on either side of a page's end.
    for (let n = 0; n < 4; n += 1) {
      mine.push(await written.message({ at: at + n * hour, person: bob }));
      mine.push(await written.inbound({ at: at + n * hour + minute, person: bob }));
      mine.push(await written.consent({ at: at + n * hour + minute, person: bob }));
    }
    await written.message({ at });
    for (const limit of [1, 2, 5]) {
      const { reader, calls } = setUp();
      const found: JournalEntry[] = [];
      for (let after: JournalEntry | undefined; ; after = found.at(-1)) {
        const page = await reader.byNumber({ tenant: 'main', number: bob, limit, after });
        expect(page.length).toBeLessThanOrEqual(limit);
        found.push(...page);
        if (page.length < limit) break;
      }
      expect(keys(found).sort()).toEqual(keys(mine).sort());
      expect(found.map(({ startedAt }) => startedAt)).toEqual(
        mine.map(({ startedAt }) => startedAt).sort((a, b) => b - a),
      );
      expect(calls()).toBeLessThanOrEqual(2 * (Math.floor(mine.length / limit) + 1));
    }
  });

  test('nothing of another tenant or person is found', async () => {
    const { reader, calls } = setUp();
    expect(await reader.byNumber({ tenant: 'other', number: bob, limit: 10 })).toEqual([]);
    expect(await reader.byNumber({ tenant: 'main', number: '+14155550166', limit: 10 })).toEqual([]);
    expect(calls()).toBe(2);
  });

  test('it is known what the person said last of being written to', async () => {
    const entry = await written.consent({ at: start - 30 * day, person: '+14155550177' });
    const said = consentOf(entry);
    if (said) await consentWriter({ client: state.client, tableName: state.tables.state })(said);
    const { reader } = setUp();
    expect(await reader.standing('main', '+14155550177')).toMatchObject({ status: 'opted-out', provider: 'telnyx' });
    expect(await reader.standing('main', '+14155550178')).toBeUndefined();
  });
});

describe('the latest', () => {
  const noon = start - 40 * day - (start % hour);
  let sent: JournalEntry[];
  beforeAll(async () => {
    const writing = Array.from({ length: 300 }, (_, n) => written.message({ at: noon - hour + n * 15 * second }));
    sent = await Promise.all(writing);
  });

  test('are the newest of the hour, wherever they lie, in 17 requests', async () => {
    const { reader, calls } = setUp(noon - 1);
    const found = await reader.latest({ tenant: 'main', since: 0, limit: 100 });
    expect(keys(found)).toEqual(keys(sent.filter(({ startedAt }) => startedAt < noon).slice(-100)).reverse());
    expect(calls()).toBe(17);
  });

  test('are of the hour before too while the present one has few, in 33 requests', async () => {
    const { reader, calls } = setUp(noon + 16 * minute);
    const found = await reader.latest({ tenant: 'main', since: 0, limit: 100 });
    expect(keys(found)).toEqual(keys(sent.slice(-100)).reverse());
    expect(calls()).toBe(33);
  });

  test('are never older than what is asked for', async () => {
    const { reader, calls } = setUp(noon + 16 * minute);
    const since = noon + 5 * minute;
    const found = await reader.latest({ tenant: 'main', since, limit: 100 });
    expect(keys(found)).toEqual(keys(sent.filter(({ startedAt }) => startedAt >= since)).reverse());
    expect(calls()).toBe(17);
  });

  test('lie in the hours of the tenant’s zone', async () => {
    const at = noon - 5 * hour + 40 * minute;
    const entry = await written.message({ at }, { tenant: 'delhi', zone: 'Asia/Kolkata' });
    const { reader } = setUp(at + 5 * minute, 'Asia/Kolkata');
    expect(keys(await reader.latest({ tenant: 'delhi', since: 0, limit: 10 }))).toEqual([entry.key]);
  });
});
