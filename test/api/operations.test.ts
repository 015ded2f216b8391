import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditSchema, noticesSchema, onCallSchema, overridesSchema } from '../../functions/api/answers/operations.ts';
import type { AuditRecord } from '../../functions/core/audit-record.ts';
import { noticeRecord } from '../../functions/core/notice-record.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { anna, now } from '../act/act-world.ts';
import { startTables } from '../support/tables.ts';
import { alertsWorld } from './alerts-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const by = { name: 'test', via: 'api' };
const iso = (at: number) => new Date(at).toISOString();
type World = ReturnType<typeof alertsWorld>;

/** All pages of a list, one record each. */
async function paged(world: World, path: string, name: 'records' | 'notices') {
  const all: { at: string; id?: string; channel?: string }[] = [];
  let next: string | undefined;
  for (let page = 0; page < 20; page += 1) {
    const cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    const { body } = await world.ask(`${path}${path.includes('?') ? '&' : '?'}limit=1${cursor}`, {}, 'read');
    all.push(...body[name]);
    next = body.next;
    if (next === undefined) break;
  }
  return all;
}

const onCall = {
  people: { anna: { name: 'Anna Ruiz', phone: '+14155550100', email: 'anna@example.com' } },
  schedules: { primary: { people: ['anna'], start: '2026-01-05', handOff: '09:30' } },
};

describe('overrides', () => {
  const put = (world: World, section: string, body: unknown) =>
    world.ask(`/v1/overrides/${section}`, { method: 'PUT', body });

  test('are set for a while, listed, and given back', async () => {
    const world = alertsWorld(db);
    const { status, body } = await put(world, 'routes', { value: [], for: '2h' });
    expect([status, body.changes.length]).toEqual([200, 1]);
    const { body: list } = await world.ask('/v1/overrides', {}, 'read');
    expect(overridesSchema.parse(list).overrides).toEqual([
      { section: 'routes', value: [], by, at: iso(now), until: iso(now + 2 * hour) },
    ]);
    await world.ask('/v1/overrides/routes', { method: 'DELETE' });
    expect((await world.ask('/v1/overrides')).body).toEqual({ overrides: [] });
    const again = await world.ask('/v1/overrides/routes', { method: 'DELETE' });
    expect(again.body.unchanged).toEqual([{ what: 'override of routes', why: 'routes is as deployed' }]);
    expect(await world.audited()).toMatchObject([
      { by, did: 'remove-override' },
      { by, did: 'set-override' },
    ]);
  });

  test('show where people can be reached to administrators only', async () => {
    const world = alertsWorld(db);
    await put(world, 'onCall', { value: onCall });
    const [admin, reader] = [await world.ask('/v1/overrides'), await world.ask('/v1/overrides', {}, 'read')];
    expect(admin.text).toContain('+14155550100');
    expect(reader.text).not.toMatch(/\+1415|anna@/);
    expect(reader.body.overrides[0].value.people.anna).toEqual({ name: 'Anna Ruiz' });
  });

  test.each(['PUT', 'DELETE'])('are administered: %s is not for whoever operates', async (method) => {
    const world = alertsWorld(db);
    const { status } = await world.ask('/v1/overrides/routes', { method, body: { value: [] } }, 'operate');
    expect([status, (await world.ask('/v1/overrides')).body]).toEqual([403, { overrides: [] }]);
  });

  test.each([
    ['routes', { value: [{ to: ['nobody'] }] }, 422, 'nobody'],
    ['channels', { value: {} }, 400, 'section: write one of onCall'],
    ['routes', {}, 400, 'value'],
    ['routes', { value: [], until: '2h' }, 400, 'until'],
  ])('of %s by %j are refused readably', async (section, body, status, detail) => {
    const answer = await put(alertsWorld(db), section, body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
  });
});

describe('who is on call', () => {
  test('is told for now and for other times', async () => {
    const world = alertsWorld(db);
    const { body } = await world.ask('/v1/oncall', {}, 'read');
    expect(onCallSchema.parse(body)).toMatchObject({ at: iso(now), schedules: [{ schedule: 'primary' }] });
    const next = await world.ask('/v1/oncall?at=2026-11-24');
    expect(next.body.at).toBe('2026-11-24T05:00:00.000Z');
    expect(next.body.schedules[0].person).not.toBe(body.schedules[0].person);
  });

  test('is taken over for a while, audited', async () => {
    const world = alertsWorld(db);
    const { schedules } = (await world.ask('/v1/oncall')).body;
    const other = schedules[0].person === 'anna' ? 'ben' : 'anna';
    const { status } = await world.post('/v1/oncall/primary/take-over', { person: other, for: '8h' });
    expect(status).toBe(200);
    const taken = await world.ask('/v1/oncall');
    expect(taken.body.schedules[0]).toMatchObject({ person: other, until: iso(now + 8 * hour) });
    expect(await world.audited()).toMatchObject([{ by, did: 'take-over' }]);
  });

  test.each([
    ['primary', { person: 'ben' }, 400, 'to: write either until when, or for how long'],
    ['primary', { person: 'ben', for: '1h', to: '2026-11-23' }, 400, 'to: write either'],
    ['primary', { person: 'ben', to: 'monday' }, 400, 'to: write 2026-11-21T14:00 (of America/New_York)'],
    ['primary', { person: 'eve', for: '1h' }, 422, 'there is nobody "eve"'],
    ['night', { person: 'ben', for: '1h' }, 422, 'there is no schedule "night"'],
  ])('of %s is not taken over by %j', async (schedule, body, status, detail) => {
    const answer = await alertsWorld(db).post(`/v1/oncall/${schedule}/take-over`, body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
  });

  test('is not changed by whoever may read only', async () => {
    const body = { person: 'ben', for: '1h' };
    expect((await alertsWorld(db).post('/v1/oncall/primary/take-over', body, 'read')).status).toBe(403);
    expect((await alertsWorld(db).ask('/v1/oncall?at=soon')).status).toBe(400);
  });
});

describe('the audit', () => {
  const entry = (tenant: string, at: number, id: string): AuditRecord => ({
    tenant,
    id,
    at,
    by: anna,
    did: 'acknowledge',
    changes: [{ what: 'alert 7f3a9c of <script>', before: 'not', after: '"quoted"' }],
  });

  test('is told newest first, page by page, each record once, those of one millisecond too', async () => {
    const world = alertsWorld(db);
    const times = [now - 3 * minute, now - minute, now - minute, now - minute, now - 2 * minute, now];
    for (const [index, at] of times.entries()) await world.audit(entry(world.tenant, at, `id${index}`));
    const all = await paged(world, '/v1/audit', 'records');
    expect(all.map(({ id }) => id)).toEqual(['id5', 'id3', 'id2', 'id1', 'id4', 'id0']);
    const { body } = await world.ask('/v1/audit');
    expect(auditSchema.parse(body)).toMatchObject({ records: { length: 6 } });
    expect(body.next).toBeUndefined();
  });

  test('is of the last seven days unless asked for more', async () => {
    const world = alertsWorld(db);
    await world.audit(entry(world.tenant, now - 8 * day, 'old'));
    expect((await world.ask('/v1/audit')).body.records).toEqual([]);
    expect((await world.ask('/v1/audit?last=30d')).body.records).toHaveLength(1);
    expect((await world.ask('/v1/audit?last=500d')).status).toBe(400);
    expect((await world.ask('/v1/audit?cursor=x')).status).toBe(400);
  });

  test.each([
    ['of a time that is not one', [9e15, '1'], 400],
    ['of more than any page tells', [now, '1e9'], 400],
    ['of part of a record', [now, '0.5'], 400],
    ['of less than nothing', [-1, '-5'], 400],
    ['of a time before the range', [now - 8 * day, '1'], 200],
  ])('goes on from no place that is made up: %s', async (_, place, status) => {
    const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
    expect((await alertsWorld(db).ask(`/v1/audit?cursor=${cursor}`)).status).toBe(status);
  });
});

test('notices are told newest first, page by page, and of one alert if asked', async () => {
  const world = alertsWorld(db);
  const attempt = (at: number, alert: string, channel: string) =>
    noticeRecord({
      tenant: world.tenant,
      at,
      group: '0123456789ab',
      seq: 1,
      channel,
      kind: 'firing',
      reason: 'first',
      severity: 'critical',
      outcome: 'failed',
      error: '503',
      attempts: 1,
      alerts: [{ rule: 'delivery', id: alert }],
    });
  await world.notice(attempt(now - day, '7f3a9c0b1d2e', 'slack'));
  await world.notice(attempt(now - hour, '7f3a9c0b1d2e', 'mail'));
  await world.notice(attempt(now - minute, '000000000000', 'teams'));
  const channels = async (query: string) =>
    (await paged(world, `/v1/notices${query}`, 'notices')).map((one) => one.channel);
  expect(await channels('')).toEqual(['teams', 'mail', 'slack']);
  expect(await channels('?alert=7F3A')).toEqual(['mail', 'slack']);
  expect(await channels('?last=2h')).toEqual(['teams', 'mail']);
  const { body } = await world.ask('/v1/notices?limit=1');
  expect(noticesSchema.parse(body).notices).toMatchObject([{ outcome: 'failed', error: '503', alertCount: 1 }]);
  expect((await world.ask('/v1/notices?cursor=x')).body.detail).toBe('cursor: write `next` of the answer before');
});
