import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastSentReader } from '../../functions/aws/last-sent.ts';
import { identifyNumber } from '../../functions/core/phone.ts';
import { day, minute } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { alice, startJournal } from './written-entries.ts';

let written: Awaited<ReturnType<typeof startJournal>>;
beforeAll(async () => {
  written = await startJournal();
});
afterAll(() => written.stop());

let people = 0;
/** Somebody whom nobody has written to yet. */
const somebody = () => {
  people += 1;
  return `+1415555${String(people).padStart(4, '0')}`;
};

const ago = (minutes: number) => start - minutes * minute;
const lastSent = async (person: string, from = start - 3 * day, to = start, tenant = 'main') => {
  const read = lastSentReader(written.client, written.tableName, written.journal);
  return (await read(tenant, identifyNumber(person, 'key').hash, from, to))?.startedAt;
};

test('finds the latest of several messages to a person', async () => {
  const person = somebody();
  for (const minutes of [30, 10, 20]) await written.message({ at: ago(minutes), person });
  await written.message({ at: ago(5), person: alice });
  expect(await lastSent(person)).toBe(ago(10));
});

test('gives the whole entry, so that its campaign is known', async () => {
  const person = somebody();
  const entry = await written.message({ at: ago(10), person });
  const read = lastSentReader(written.client, written.tableName, written.journal);
  expect(await read('main', entry.to?.hash ?? '', ago(10), start)).toMatchObject(entry);
});

test('looks past what the person wrote and asked for since', async () => {
  const person = somebody();
  await written.message({ at: ago(100), person });
  for (let minutes = 90; minutes > 20; minutes -= 1) await written.inbound({ at: ago(minutes), person });
  await written.consent({ at: ago(10), person });
  expect(await lastSent(person)).toBe(ago(100));
});

test('finds a message that started at either end of the range, and none beyond', async () => {
  const person = somebody();
  await written.message({ at: ago(20), person });
  expect(await lastSent(person, ago(20), ago(10))).toBe(ago(20));
  expect(await lastSent(person, ago(30), ago(20))).toBe(ago(20));
  expect(await lastSent(person, ago(20) + 1, ago(10))).toBeUndefined();
  expect(await lastSent(person, ago(30), ago(20) - 1)).toBeUndefined();
});

test('finds nothing sent by another tenant, and nothing sent to nobody', async () => {
  const person = somebody();
  await written.message({ at: ago(20), person }, { tenant: 'other' });
  expect(await lastSent(person)).toBeUndefined();
  expect(await lastSent(person, ago(30), start, 'other')).toBe(ago(20));
  expect(await lastSent(somebody())).toBeUndefined();
});

test('looks past two hundred messages of a person, and no further', async () => {
  const person = somebody();
  await written.message({ at: ago(250), person });
  const write = (minutes: number) => written.inbound({ at: ago(minutes), person });
  await Promise.all(Array.from({ length: 199 }, (_, n) => write(n + 1)));
  expect(await lastSent(person)).toBe(ago(250));
  await write(200);
  expect(await lastSent(person)).toBeUndefined();
});
