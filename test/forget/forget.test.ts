import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { identifyNumber } from '../../functions/core/phone.ts';
import { day } from '../../functions/core/time.ts';
import { forget } from '../../functions/forget/forget.ts';
import { takeForgetRequest } from '../../functions/forget/forget-request.ts';
import { callEvent, journalEvent, start } from '../support/events.ts';
import { startTables } from '../support/tables.ts';
import { forgetWorld, person } from './support/forget-world.ts';

const team = identifyNumber('+13125550100', 'key');
const labels = { carrier: 'AT&T', country: 'US', campaign: 'spring', user: 'u-1' };
const sent = journalEvent('sent', { id: 'm', key: 'main#twilio#message#m', to: person, from: team, labels });
const { status: _, word: __, ...told } = sent;
const wrote = { ...told, id: 'i', to: team, from: person };
const traffic: JournalEvent[] = [
  sent,
  callEvent('answered', { to: person, from: team, labels }),
  { ...wrote, kind: 'inbound', key: 'main#twilio#inbound#i', class: 'stop' },
  { ...wrote, kind: 'consent', key: 'main#twilio#consent#i', status: 'opted-out' },
  { ...sent, id: 'g', key: `main#meta#message#g#${person.hash}`, provider: 'meta' },
  { ...sent, id: 'other', key: 'main#twilio#message#other', to: identifyNumber('+14155550199', 'key') },
];

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

test('nothing in an entry but its key leads to a person who was forgotten; the team’s own end stays', async () => {
  const { record, deps, ask, entries, ofPerson } = forgetWorld(db, 'unlinked');
  await record(...traffic);
  expect(await ofPerson()).toHaveLength(5);
  expect(await forget(ask, deps)).toMatchObject({
    unlinked: { message: 2, call: 1, inbound: 1, consent: 1 },
    contended: 0,
    keyed: { entries: 1, until: start + 90 * day },
  });
  expect(await ofPerson()).toEqual([]);
  const forgotten = (await entries()).filter((entry) => entry.forgotten);
  expect(forgotten).toHaveLength(5);
  for (const { key: _, ...entry } of forgotten) {
    expect(JSON.stringify(entry)).not.toContain(person.hash);
    expect(JSON.stringify(entry)).not.toContain(person.masked);
    expect(entry.labels).not.toHaveProperty('user');
    expect([entry.to, entry.from]).toContainEqual(team);
  }
});

test('counts stay but for those of the user, which become 0, and a recount finds no drift', async () => {
  const { record, deps, ask, scopes, users, recount } = forgetWorld(db, 'counts');
  await record(...traffic.slice(0, 5));
  const measures = async () => (await scopes()).map(({ rev: _, ...counter }) => counter);
  const before = await measures();
  expect(before.length).toBeGreaterThan(10);
  expect((await users()).map((user) => user.measures['o.started'])).toEqual([2]);
  await forget(ask, deps);
  expect(await measures()).toEqual(before);
  expect((await users()).map((user) => user.measures)).toEqual([{}]);
  for (const drift of await recount()) expect(drift).toMatchObject({ drift: 0, drifting: 0, moving: 0 });
});

test('later webhooks of the same message count, and do not link it again', async () => {
  const { record, deps, ask, ofPerson, entries, recount } = forgetWorld(db, 'later');
  await record(sent);
  await forget(ask, deps);
  await record({ ...sent, status: 'delivered' });
  expect(await ofPerson()).toEqual([]);
  const [entry] = await entries();
  expect(entry).toMatchObject({ status: 'delivered', forgotten: true });
  expect(entry?.to).toBeUndefined();
  expect(entry?.labels.user).toBeUndefined();
  for (const drift of await recount()) expect(drift.drift).toBe(0);
});

test('is safe to repeat, and a dry run changes nothing', async () => {
  const { record, deps, ask, ofPerson } = forgetWorld(db, 'repeated');
  await record(...traffic);
  const dry = await forget({ ...ask, dryRun: true }, deps);
  expect(await ofPerson()).toHaveLength(5);
  expect(await forget(ask, deps)).toEqual({ ...dry, dryRun: false });
  expect((await forget(ask, deps)).unlinked).toEqual({});
});

test('an opt-out is kept, unless it is to be forgotten too', async () => {
  const { keepConsent, deps, ask } = forgetWorld(db, 'consent');
  await keepConsent();
  expect((await forget(ask, deps)).consent).toEqual({ said: 'opted-out', is: 'kept' });
  expect((await forget({ ...ask, withConsent: true }, deps)).consent).toEqual({ said: 'opted-out', is: 'removed' });
  expect((await forget(ask, deps)).consent).toEqual({ is: 'none' });
});

test('an entry that others keep changing is reported, and one that they changed once is unlinked', async () => {
  const { record, deps, ask, ofPerson } = forgetWorld(db, 'contended');
  await record(sent);
  const lost = { ...deps.journal, save: async () => false };
  expect(await forget(ask, { ...deps, journal: lost })).toMatchObject({ unlinked: {}, contended: 1 });
  let refusals = 1;
  const busy = {
    ...deps.journal,
    save: async (entry: Parameters<typeof deps.journal.save>[0]) => refusals-- <= 0 && deps.journal.save(entry),
  };
  expect(await forget(ask, { ...deps, journal: busy })).toMatchObject({ unlinked: { message: 1 }, contended: 0 });
  expect(await ofPerson()).toEqual([]);
});

test('is refused while counting is behind, which would bring back what it has not read yet', async () => {
  const { deps, ask } = forgetWorld(db, 'behind');
  const behind = { ...deps, countLag: async () => 61_000 };
  expect(await takeForgetRequest(ask, ['behind'], behind)).toMatchObject({ why: expect.stringContaining('later') });
  expect(await takeForgetRequest(ask, ['behind'], deps)).toMatchObject({ kind: 'forgotten' });
});

test('neither the log nor a refusal tells the number', async () => {
  const { deps, ask, log } = forgetWorld(db, 'silent');
  expect(await takeForgetRequest({ ...ask, number: '0171 5550123' }, ['silent'], deps)).toMatchObject({
    kind: 'refused',
  });
  expect(await takeForgetRequest(ask, ['other'], deps)).toMatchObject({ why: expect.stringContaining('silent') });
  const answer = await takeForgetRequest(ask, ['silent'], deps);
  expect(answer.kind).toBe('forgotten');
  expect(JSON.stringify([answer, log.lines])).not.toMatch(/5550123|0123/);
});
