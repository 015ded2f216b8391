import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doneSchema } from '../../functions/api/answers/alerts.ts';
import { silencesSchema } from '../../functions/api/answers/operations.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { now } from '../act/act-world.ts';
import { startTables } from '../support/tables.ts';
import { alertsWorld } from './alerts-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const matchers = [{ label: 'campaign', op: '=', value: 'spring-promo' }] as const;
const promo = { matchers, for: '4h', comment: 'known' };
const by = { name: 'test', via: 'api' };
const iso = (at: number) => new Date(at).toISOString();

/** The silences of a state, as whoever may read sees them. */
async function listed({ ask }: ReturnType<typeof alertsWorld>, query = '') {
  const { status, body } = await ask(`/v1/silences${query}`, {}, 'read');
  expect(status).toBe(200);
  return silencesSchema.parse(body).silences;
}

describe('silences', () => {
  test('are made, told of in words, and audited under the name of whoever made them', async () => {
    const world = alertsWorld(db);
    const { status, body } = await world.post('/v1/silences', promo);
    expect([status, doneSchema.parse(body).changes.length]).toEqual([201, 1]);
    expect(await listed(world)).toMatchObject([
      { state: 'active', words: 'campaign="spring-promo"', endsAt: iso(now + 4 * hour), by, comment: 'known' },
    ]);
    expect(await world.audited()).toMatchObject([{ by, did: 'silence' }]);
  });

  test('may begin later, by the clocks of the tenant', async () => {
    const world = alertsWorld(db);
    await world.post('/v1/silences', { ...promo, from: '2026-11-22T09:00' });
    expect(await listed(world)).toMatchObject([
      { state: 'pending', startsAt: '2026-11-22T14:00:00.000Z', endsAt: '2026-11-22T18:00:00.000Z' },
    ]);
  });

  test('are changed and ended; what has ended stays as history, and is ended once', async () => {
    const world = alertsWorld(db);
    await world.post('/v1/silences', promo);
    const change = { method: 'PATCH', body: { for: '1h', comment: 'shorter' } };
    expect((await world.ask('/v1/silences/1', change, 'operate')).body.changes).toHaveLength(1);
    expect(await listed(world)).toMatchObject([{ endsAt: iso(now + hour), comment: 'shorter' }]);
    world.clock.now += minute;
    await world.ask('/v1/silences/1', { method: 'DELETE' }, 'operate');
    expect(await listed(world)).toEqual([]);
    expect(await listed(world, '?state=expired')).toMatchObject([{ state: 'expired', endsAt: iso(now + minute) }]);
    const again = await world.ask('/v1/silences/1', { method: 'DELETE' }, 'operate');
    expect([again.status, again.body.unchanged]).toEqual([
      200,
      [{ what: 'silence 1', why: 'the silence is over already' }],
    ]);
    world.clock.now += minute;
    const late = await world.ask('/v1/silences/1', { method: 'PATCH', body: { comment: 'why' } }, 'operate');
    expect([late.status, late.body.detail]).toEqual([422, 'its end is over already']);
    expect((await world.audited()).map(({ did }) => did)).toEqual(['end-silence', 'edit-silence', 'silence']);
  });

  test('are told page by page, what ends last first, each once', async () => {
    const world = alertsWorld(db);
    for (const length of ['1h', '3h', '2h', '2h', '4h']) await world.post('/v1/silences', { ...promo, for: length });
    const ends: string[] = [];
    let query = '?limit=2';
    for (let page = 0; page < 5 && query !== ''; page += 1) {
      const { body } = await world.ask(`/v1/silences${query}`);
      ends.push(...body.silences.map(({ endsAt }: { endsAt: string }) => endsAt));
      query = body.next === undefined ? '' : `?limit=2&cursor=${body.next}`;
    }
    expect(ends).toEqual([4, 3, 2, 2, 1].map((hours) => iso(now + hours * hour)));
  });

  test('of another tenant are not seen, and not ended', async () => {
    const [world, other] = [alertsWorld(db), alertsWorld(db)];
    await other.post('/v1/silences', promo);
    expect(await listed(world, '?state=all')).toEqual([]);
    expect((await world.ask('/v1/silences/1', { method: 'DELETE' }, 'operate')).status).toBe(404);
  });

  test('that two begin alike are named, and neither is touched', async () => {
    const world = alertsWorld(db);
    for (let made = 0; made < 10; made += 1) await world.post('/v1/silences', promo);
    const { status, body } = await world.ask('/v1/silences/1', { method: 'DELETE' }, 'operate');
    expect([status, body.detail]).toEqual([409, expect.stringContaining('begins the ids of several silences')]);
    expect(await listed(world)).toHaveLength(10);
  });

  test.each([
    ['POST', '/v1/silences', promo],
    ['PATCH', '/v1/silences/1', { for: '1h' }],
    ['DELETE', '/v1/silences/1', undefined],
  ])('%s %s is not for whoever may read only', async (method, path, body) => {
    const world = alertsWorld(db);
    await world.post('/v1/silences', promo);
    expect((await world.ask(path, { method, body }, 'read')).status).toBe(403);
    expect(await listed(world)).toMatchObject([{ endsAt: iso(now + 4 * hour) }]);
  });

  test.each([
    [{ ...promo, matchers: [] }, 422, 'at least one matcher'],
    [{ ...promo, matchers: [{ label: 'campaign', op: '!=', value: 'otp' }] }, 422, 'must not match the empty text'],
    [{ ...promo, matchers: [{ label: 'campain', op: '=', value: 'x' }] }, 422, 'did you mean "campaign"?'],
    [{ ...promo, matchers: [{ label: 'campaign', op: '=~', value: '(a+)+' }] }, 400, 'may take for ever'],
    [{ ...promo, for: undefined }, 400, 'for'],
    [{ ...promo, for: '4 hours' }, 400, 'for: write a duration'],
    [{ ...promo, from: 'tomorrow' }, 400, 'from: write 2026-11-21T14:00 (of America/New_York)'],
    [{ ...promo, from: '2026-11-20T00:00', for: '1h' }, 422, 'its end is over already'],
    ['promo', 400, 'the body'],
  ])('%j is refused readably', async (body, status, detail) => {
    const world = alertsWorld(db);
    const answer = await world.post('/v1/silences', body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
    expect(await listed(world, '?state=all')).toEqual([]);
  });
});
