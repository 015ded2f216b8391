import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../functions/core/time.ts';
import { actWorld, now } from '../act/act-world.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';
import { startTables } from '../support/tables.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const path = '/api/sms/metrics/alerts';

function apiWorld() {
  const world = actWorld(tables);
  const deps = apiDeps({ config: world.deps.config, act: world.deps, now: () => now });
  const over = (id: string, ago: number) =>
    world.fire({
      id,
      state: 'inactive',
      levels: {},
      firedAt: now - ago,
      since: now - ago,
      resolvedAt: now - ago + 60_000,
    });
  return { ...world, over, api: deps, ask: (query = '', asking = {}) => askApi(deps, `${path}${query}`, asking) };
}

describe('GET /api/sms/metrics/alerts', () => {
  test('lists what fires', async () => {
    const { ask, fire, over } = apiWorld();
    await fire();
    await over('aa0000000001', day);
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['success', 'data']);
    expect(body.data).toMatchObject([{ alert_id: '7f3a9c0b1d2e', alert_type: 'delivery-by-carrier', resolved: false }]);
    expect((await ask('?type=unresolved')).body).toEqual(body);
  });

  test('tells them in the words of their rule as it is overridden', async () => {
    const { ask, fire, do: act } = apiWorld();
    await fire();
    await act({ do: 'override-rule', rule: 'delivery-by-carrier', settings: { summary: 'Look at {carrier}' } });
    const { body } = await ask();
    expect(body.data[0].message).toMatch(/^Look at AT&T/);
  });

  test('lists all that fired in a range of dates, and not what never did', async () => {
    const { ask, fire, over } = apiWorld();
    await fire();
    await over('aa0000000001', day);
    await over('aa0000000009', 9 * day);
    await fire({ id: 'aa0000000002', state: 'pending', firedAt: undefined, levels: {} });
    const { body } = await ask('?type=history&start_date=2026-11-20');
    expect(body.data).toMatchObject([
      { alert_id: '7f3a9c0b1d2e', resolved: false, resolved_at: null },
      {
        alert_id: 'aa0000000001',
        resolved: true,
        triggered_at: new Date(now - day).toISOString(),
        resolved_at: new Date(now - day + 60_000).toISOString(),
      },
    ]);
    expect(body.date_range).toEqual({ start_date: '2026-11-20', end_date: '2026-11-21' });
    const yesterday = await ask('?type=history&start_date=2026-11-20&end_date=2026-11-20');
    expect(yesterday.body.data).toMatchObject([{ alert_id: 'aa0000000001' }]);
  });

  test('pages without leaving out or repeating, also of the same minute', async () => {
    const { ask, over } = apiWorld();
    const ids = ['aa0000000001', 'aa0000000002', 'aa0000000003', 'aa0000000004', 'aa0000000005'];
    for (const [index, id] of ids.entries()) await over(id, day + Math.floor(index / 2) * 60_000);
    const found: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body }: Awaited<ReturnType<typeof ask>> = await ask(
        `?type=history&start_date=2026-11-01&limit=2${cursor}`,
      );
      found.push(...body.data.map(({ alert_id }: { alert_id: string }) => alert_id));
      next = body.next;
    }
    expect(found).toEqual(ids);
  });

  test.each([
    ['?type=history', 'start_date: is missing'],
    ['?end_date=2026-11-20', 'start_date: is missing'],
    ['?type=all', 'type: write unresolved or history'],
    ['?limit=0', 'limit: write a number from 1 to 200'],
    ['?limit=201', 'limit: write a number from 1 to 200'],
    ['?type=history&start_date=2026-13-01', 'start_date: write a date'],
    ['?cursor=nonsense', 'cursor: write `next`'],
  ])('refuses %s', async (query, detail) => {
    const { status, body } = await apiWorld().ask(query);
    expect(status).toBe(400);
    expect(body.detail).toContain(detail);
  });
});

describe('POST /api/sms/metrics/alerts', () => {
  const resolve = (world: ReturnType<typeof apiWorld>, body: unknown) => world.ask('', { method: 'POST', body });

  test('resolves the alert, in the name of the token', async () => {
    const world = apiWorld();
    const { id, rule } = await world.fire();
    const { status, body } = await resolve(world, { alert_id: id });
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, message: 'Alert resolved successfully', alert_id: id });
    expect(await world.deps.alert(world.tenant, rule, id)).toMatchObject({ state: 'inactive' });
    expect(await world.audited()).toMatchObject([{ did: 'resolve', by: { name: 'test', via: 'api' } }]);
  });

  test('says that it is resolved already', async () => {
    const world = apiWorld();
    const { id } = await world.fire();
    await resolve(world, { alert_id: id });
    expect((await resolve(world, { alert_id: id })).status).toBe(409);
  });

  test.each([
    [{ alert_id: 'ffffffffffff' }, 404],
    [{ alert_id: '' }, 400],
    [{}, 400],
    [{ id: '7f3a9c0b1d2e' }, 400],
  ])('answers %j with %i', async (body, status) => {
    const world = apiWorld();
    await world.fire();
    expect((await resolve(world, body)).status).toBe(status);
  });

  test('refuses a token that may only read', async () => {
    const world = apiWorld();
    const { id } = await world.fire();
    world.api.access.token = async () => testToken(adminToken, { scopes: ['read'] });
    expect((await resolve(world, { alert_id: id })).status).toBe(403);
  });
});
