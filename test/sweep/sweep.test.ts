import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { expiredEvent } from '../../functions/sweep/expired-event.ts';
import { journalEvent, start } from '../support/events.ts';
import { expiryWith, sweepWorld } from './sweep-world.ts';

const hourOfStart = start - 5 * minute;
/** The first run after which nothing that started at 14 o'clock may be without an ending. */
const due = hourOfStart + 72 * hour + hour + 50 * minute;
const cursorOfStart = new Map([['sweep#main#72h', hourOfStart]]);

describe('a message without an ending', () => {
  test('expires at its own time, when its whole hour has waited long enough', async () => {
    const world = sweepWorld();
    await world.tell('a', 'sent');
    expect(await world.sweepAt(due - hour)).toMatchObject({ expired: 0 });
    expect(await world.sweepAt(due)).toEqual({ kind: 'swept', hours: 1, messages: 1, expired: 1, left: 0 });
    const [entry] = world.journal.entries.values();
    expect(entry).toMatchObject({
      status: 'expired',
      word: 'expired',
      outcome: { is: 'expired', at: start + 72 * hour },
      updatedAt: due,
    });
    expect(world.sums.MessagesExpired).toBe(1);
  });

  test('expires after the time of its channel', async () => {
    const world = sweepWorld({ expiry: expiryWith({ whatsapp: 24 * hour }) });
    await world.tell('a', 'sent', { channel: 'whatsapp' });
    await world.tell('b', 'sent');
    await world.sweepAt(due - 48 * hour);
    expect([world.outcomeOf('a'), world.outcomeOf('b')]).toEqual(['expired', undefined]);
    await world.sweepAt(due);
    expect(world.outcomeOf('b')).toBe('expired');
  });

  test('does not expire while it is planned, and then waits from the time at which it goes on', async () => {
    const world = sweepWorld();
    await world.tell('planned', 'scheduled');
    await world.tell('pending', 'sent');
    expect(await world.sweepAt(due)).toMatchObject({ messages: 2, expired: 1 });
    const at = start + 10 * day;
    await world.tell('planned', 'sent', { at, startedAt: at, receivedAt: at });
    expect(await world.sweepAt(due + 10 * day - hour)).toMatchObject({ expired: 0 });
    expect(await world.sweepAt(due + 10 * day)).toMatchObject({ expired: 1 });
    expect(world.outcomeOf('planned')).toBe('expired');
  });

  test.each(['Asia/Kathmandu', 'America/St_Johns', 'UTC'])(
    'is found in the hours of %s, whatever the zone is now',
    async (zone) => {
      const world = sweepWorld();
      await world.tell('a', 'sent', { zone });
      await world.sweepAt(due);
      expect(world.outcomeOf('a')).toBe('expired');
    },
  );

  test('is found a day later, if it was not known before', async () => {
    const world = sweepWorld();
    await world.sweepAt(due);
    await world.tell('spilled', 'sent');
    expect(await world.sweepAt(due + day)).toMatchObject({ expired: 0 });
    expect(await world.sweepAt(due + day + hour)).toMatchObject({ expired: 1 });
  });

  test('learns nothing but that it has expired', () => {
    const labels = { carrier: 'unknown', country: 'US', campaign: 'spring' };
    const told = advance(undefined, journalEvent('sent', { labels, segments: 2, account: 'AC1' }));
    const entry = told.kind === 'changed' && told.entry.kind === 'message' ? told.entry : undefined;
    const step = entry && advance(entry, expiredEvent(entry, 72 * hour, due));
    const at = start + 72 * hour;
    expect(step).toEqual({
      kind: 'changed',
      entry: {
        ...entry,
        rev: 2,
        status: 'expired',
        word: 'expired',
        seen: { sent: { at: start }, expired: { at } },
        outcome: { is: 'expired', at },
        updatedAt: due,
      },
    });
  });
});

describe('is left alone:', () => {
  test.each(['delivered', 'undelivered', 'failed', 'canceled', 'unconfirmed', 'read'] as const)(
    '%s',
    async (status) => {
      const world = sweepWorld();
      await world.tell('ended', status);
      await world.tell('pending', 'sent');
      expect(await world.sweepAt(due)).toMatchObject({ messages: 2, expired: 1 });
      expect(world.outcomeOf('ended')).not.toBe('expired');
    },
  );

  test('an hour in which nothing is pending, without a look into the journal', async () => {
    const world = sweepWorld();
    await world.tell('a', 'delivered');
    expect(await world.sweepAt(due)).toMatchObject({ hours: 73, messages: 0 });
    expect(world.walked).toEqual([]);
  });

  test('everything, as long as counting is behind', async () => {
    const world = sweepWorld({ countLag: async () => 11 * minute });
    await world.tell('a', 'sent');
    expect(await world.sweepAt(due)).toEqual({ kind: 'counting-behind', lag: 11 * minute });
    expect([world.outcomeOf('a'), world.cursors.size]).toEqual([undefined, 0]);
  });

  test('an entry that was removed meanwhile: it is not born again', async () => {
    const world = sweepWorld();
    await world.tell('a', 'sent');
    const gone = { ...world.deps.journal, load: async () => undefined };
    const other = sweepWorld({ ...world.deps, journal: gone });
    expect(await other.sweepAt(due)).toMatchObject({ expired: 0, left: 1 });
    expect(world.journal.entries.size).toBe(1);
  });
});

describe('an hour', () => {
  test('whose counters have expired is looked up in the journal', async () => {
    const world = sweepWorld({
      history: { get: async () => [] },
      expiry: expiryWith({ sms: 30 * day }),
      retention: { ...defaultRetention, hour: 8 * day },
    });
    await world.tell('a', 'sent');
    await world.sweepAt(due + 27 * day);
    expect(world.outcomeOf('a')).toBe('expired');
  });
});

describe('a run', () => {
  test('begins three days back the first time, and then where the last one ended', async () => {
    const world = sweepWorld();
    expect(await world.sweepAt(due)).toMatchObject({ hours: 73 });
    expect(world.cursors).toEqual(cursorOfStart);
    expect(await world.sweepAt(due + 2 * hour)).toMatchObject({ hours: 2 });
    expect(await world.sweepAt(due + 2 * hour)).toMatchObject({ hours: 0 });
  });

  test('leaves an hour to the next one if other writers keep winning', async () => {
    const world = sweepWorld();
    await world.tell('a', 'sent');
    const { save } = world.journal;
    world.journal.save = async () => false;
    expect(await world.sweepAt(due)).toMatchObject({ hours: 72, expired: 0, left: 1 });
    world.journal.save = save;
    expect(await world.sweepAt(due)).toMatchObject({ hours: 1, expired: 1, left: 0 });
  });

  test('ends after ten minutes, and the next one goes on', async () => {
    const world = sweepWorld();
    await world.tell('a', 'sent');
    const slowly = (at: number) => () => {
      at += minute;
      return at;
    };
    expect(await world.sweepAt(due, slowly(due))).toMatchObject({ kind: 'swept', hours: 5, left: 68 });
    for (let runs = 0; runs < 20; runs += 1) await world.sweepAt(due, slowly(due));
    expect(world.outcomeOf('a')).toBe('expired');
    expect(world.cursors).toEqual(cursorOfStart);
  });

  test('goes first where most is left', async () => {
    const world = sweepWorld({ tenants: ['main', 'late'] });
    await world.sweepAt(due);
    world.cursors.delete('sweep#late#72h');
    const lines = world.log.lines.length;
    for (const tenant of ['main', 'late']) await world.tell(tenant, 'sent', { tenant, at: start + hour });
    await world.sweepAt(due + hour);
    const swept = world.log.lines.slice(lines).filter(({ message }) => message === 'hour swept');
    expect(swept.map(({ fields }) => fields.tenant)).toEqual(['late', 'main']);
  });
});
