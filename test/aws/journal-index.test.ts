import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalIndex } from '../../functions/aws/journal-index.ts';
import { journalSplits, startedPartition } from '../../functions/aws/journal-item.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { identifyNumber } from '../../functions/core/phone.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { watchedCalls } from '../support/watched-calls.ts';
import { alice, bob, startJournal } from './written-entries.ts';

const noon = start - (start % hour) - 2 * hour;
/** More than one page of keys. */
const many = 1050;

let written: Awaited<ReturnType<typeof startJournal>>;
let toBob: JournalEntry[];
beforeAll(async () => {
  written = await startJournal();
  const sent = Array.from({ length: many }, (_, n) => written.message({ at: noon + n * second, person: bob }));
  toBob = await Promise.all(sent);
}, 30_000);
afterAll(() => written.stop());

const index = () => journalIndex(written);

async function all(pages: AsyncIterable<JournalEntry[]>): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const page of pages) entries.push(...page);
  return entries;
}
const keys = (entries: readonly JournalEntry[]) => entries.map(({ key }) => key).sort();
const personOf = (number: string) => identifyNumber(number, 'key').hash;

test('gives every entry of an hour once, whole, whichever split it lies in', async () => {
  const found = await all(index().startedIn('main', noon));
  expect(keys(found)).toEqual(keys(toBob));
  const [first] = toBob;
  expect(found.find(({ key }) => key === first?.key)).toMatchObject(first ?? {});
});

test('spreads an hour over all its splits', async () => {
  const { client, calls } = watchedCalls(written.client);
  const pages = journalIndex({ client, tableName: written.tableName }).startedIn('main', noon);
  let filled = 0;
  for await (const page of pages) if (page.length > 0) filled += 1;
  expect(filled).toBe(journalSplits);
  expect(startedPartition('main', noon, 3)).toBe('main#2025-06-02T12:00Z#3');
  // A query and a batch for each split; no split of a thousand entries is more than a batch of a hundred.
  expect(calls()).toBe(2 * journalSplits);
});

test('gives every entry of a person once, page after page', async () => {
  const pages: number[] = [];
  const found: JournalEntry[] = [];
  for await (const page of index().ofPerson('main', personOf(bob))) {
    pages.push(page.length);
    found.push(...page);
  }
  expect(pages).toEqual([1000, many - 1000]);
  expect(keys(found)).toEqual(keys(toBob));
});

test('keeps hours, tenants and kinds apart', async () => {
  const at = noon - 3 * hour;
  const last = await written.message({ at: at + 59 * minute });
  const answer = await written.inbound({ at });
  const optOut = await written.consent({ at });
  await written.message({ at: at - 1 });
  await written.message({ at: at + hour });
  const elsewhere = await written.message({ at }, { tenant: 'other' });
  expect(keys(await all(index().startedIn('main', at)))).toEqual(keys([last, answer, optOut]));
  expect(keys(await all(index().startedIn('main', at, 'message')))).toEqual(keys([last]));
  expect(keys(await all(index().startedIn('main', at, 'inbound')))).toEqual(keys([answer]));
  expect(keys(await all(index().startedIn('main', at, 'call')))).toEqual([]);
  expect(keys(await all(index().startedIn('other', at)))).toEqual(keys([elsewhere]));
});

test('knows the hours of a zone that is half an hour off', async () => {
  const entry = await written.message(
    { at: noon - 10 * hour + 45 * minute },
    { tenant: 'delhi', zone: 'Asia/Kolkata' },
  );
  const of = async (start: number) => keys(await all(index().startedIn('delhi', start)));
  expect(await of(noon - 10 * hour + 30 * minute)).toEqual([entry.key]);
  expect(await of(noon - 10 * hour)).toEqual([]);
});

test('has no registration among what started in an hour, nor among what is about a person', async () => {
  const at = noon - 5 * hour;
  await written.registration({ at });
  expect(await all(index().startedIn('main', at))).toEqual([]);
  expect(await all(index().startedIn('main', at, 'registration'))).toEqual([]);
});

test('gives what a person got, wrote and asked for, of one tenant', async () => {
  const [person, at] = ['+14155550155', noon - 40 * hour];
  const mine = [
    await written.message({ at: noon - 30 * hour, person }),
    await written.inbound({ at: noon - 20 * hour, person }),
    await written.consent({ at: noon - 20 * hour, person }),
  ];
  await written.message({ at, person }, { tenant: 'other' });
  await written.message({ at: noon - 30 * hour, person: alice });
  expect(keys(await all(index().ofPerson('main', personOf(person))))).toEqual(keys(mine));
  expect(await all(index().ofPerson('main', personOf('+14155550166')))).toEqual([]);
});
