import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertDetailSchema, alertsSchema } from '../../functions/api/answers/alerts.ts';
import type { NoticeRecord } from '../../functions/core/notice-record.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import { anna, now } from '../act/act-world.ts';
import { outageStart, recovered } from '../support/alerts.ts';
import { startTables } from '../support/tables.ts';
import { watchedCalls } from '../support/watched-calls.ts';
import { alertsWorld } from './alerts-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const id = (letter: string) => letter.repeat(12);
const pending = { state: 'pending', severity: 'low', peak: 'low', firedAt: undefined, episode: 0 } as const;
const ended = { state: 'inactive', levels: {}, severity: undefined, resolvedAt: now - minute } as const;

/** Two critical ones, the second newer; a mild one; one that is about to fire, one that has ended, one that was pending only. */
async function six() {
  const world = alertsWorld(db);
  await world.fire({ id: id('a'), severity: 'high' });
  await world.fire({ id: id('b'), firedAt: outageStart });
  await world.fire({ id: id('c'), firedAt: outageStart + minute, labels: { provider: 'twilio', carrier: 'Verizon' } });
  await world.fire({ ...pending, id: id('d') });
  await world.fire({ ...ended, id: id('e'), rule: 'delivery-overall' });
  await world.fire({ ...ended, id: id('f'), firedAt: undefined, episode: 0 });
  return world;
}

const letters = (alerts: readonly { id: string }[]) => alerts.map((alert) => alert.id[0]).join('');

describe('the list of alerts', () => {
  test('begins with the worst of what fires, of those with the newest, and ends with what is about to fire', async () => {
    const { ask } = await six();
    const { status, body } = await ask('/v1/alerts', {}, 'read');
    expect(status).toBe(200);
    expect(alertsSchema.parse(body)).toMatchObject({ firing: 3 });
    expect(letters(body.alerts)).toBe('cbad');
    expect(body.alerts[0]).toMatchObject({
      title: 'Delivery on Verizon through Twilio is 61 %',
      valueText: '61 %',
      sample: 1204,
      since: '2026-11-21T19:03:00.000Z',
    });
  });

  test.each([
    ['state=firing', 'cba'],
    ['state=pending', 'd'],
    ['state=resolved', 'e'],
    ['state=all', 'cbade'],
    ['severity=high', 'a'],
    ['rule=delivery-overall&state=all', 'e'],
    ['rule=nothing', ''],
  ])('by %s', async (query, found) => {
    const { ask } = await six();
    expect(letters((await ask(`/v1/alerts?${query}`)).body.alerts)).toBe(found);
  });

  test('is told page by page, each alert once, whatever comes meanwhile', async () => {
    const world = await six();
    const pages: string[] = [];
    let next = '';
    for (let page = 0; page < 10; page += 1) {
      const { body } = await world.ask(`/v1/alerts?state=all&limit=2${next && `&cursor=${next}`}`);
      pages.push(letters(body.alerts));
      if (body.next === undefined) break;
      next = body.next;
      await world.fire({ id: `${page}`.repeat(12), firedAt: now + page });
    }
    expect(pages).toEqual(['cb', 'ad', 'e']);
  });

  test('costs a query for each rule, and one of what people said', async () => {
    const watched = watchedCalls(db.client);
    const world = alertsWorld({ ...db, client: watched.client });
    await world.fire();
    const before = watched.calls();
    await world.ask('/v1/alerts');
    expect(watched.calls() - before).toBe(allRules(world.deps.config.rules).length + 1);
  });

  test('keeps what flaps while it is quiet: its channels have not heard of an end', async () => {
    const world = alertsWorld(db);
    await world.fire({ ...ended, id: id('a'), flappingSince: now - hour, changes: [now - minute] });
    const { body } = await world.ask('/v1/alerts');
    expect(body.alerts).toMatchObject([{ state: 'inactive', flapping: true }]);
  });

  test('says who has an alert in hand, and why nobody is told', async () => {
    const world = alertsWorld(db);
    await world.fire();
    await world.do({ do: 'acknowledge', on: { alert: '7f3a' }, for: hour });
    await world.do({ do: 'silence-alert', alert: '7f3a', for: 2 * hour, comment: 'known' });
    const { body } = await world.ask('/v1/alerts');
    expect(body.alerts[0].handled).toMatchObject({
      acknowledged: { by: 'Anna', until: new Date(now + hour).toISOString() },
      mutes: [{ note: 'known', until: new Date(now + 2 * hour).toISOString() }],
    });
  });

  test.each([
    ['state=gone', 'state: write one of open, firing, pending, resolved, all'],
    ['cursor=abc', 'cursor: write `next` of the answer before'],
    ['limit=0', 'limit: write a number from 1 to 200'],
    ['sort=name', 'sort'],
  ])('refuses %s readably', async (query, detail) => {
    const { status, body } = await alertsWorld(db).ask(`/v1/alerts?${query}`);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(detail)]);
  });
});

describe('one alert', () => {
  test('is found by the beginning of its id, and told of in full', async () => {
    const world = alertsWorld(db);
    const alert = await world.fire();
    await world.tell([alert]);
    const { status, body } = await world.ask('/v1/alerts/7F3A', {}, 'read');
    expect(status).toBe(200);
    expect(alertDetailSchema.parse(body)).toMatchObject({
      id: alert.id,
      why: [expect.stringContaining('311 × 40008'), expect.anything(), expect.anything()],
      remedy: expect.stringContaining('40008'),
      cost: expect.stringContaining('$9.36'),
      hit: [
        { value: 'spring-promo', count: 402 },
        { value: 'otp', count: 66 },
      ],
      channels: [{ channel: 'slack', outcome: 'sent' }],
    });
  });

  test('has a timeline, oldest first, of what became of it, whom it was told to, and what people did', async () => {
    const world = alertsWorld(db);
    const alert = await world.fire({ episode: 3 });
    const notice: Omit<NoticeRecord, 'at' | 'seq' | 'channel' | 'outcome'> = {
      tenant: world.tenant,
      group: '0123456789ab',
      kind: 'firing',
      reason: 'first',
      severity: 'critical',
      attempts: 1,
      alerts: [{ rule: alert.rule, id: alert.id }],
      alertCount: 1,
    };
    await world.notice({ ...notice, at: now - 6 * minute, seq: 1, channel: 'slack', outcome: 'sent' });
    await world.notice({ ...notice, at: now - 5 * minute, seq: 2, channel: 'mail', outcome: 'failed', error: '503' });
    await world.do({ do: 'comment', on: { alert: '7f3a' }, text: 'looking' });
    world.clock.now += minute;
    await world.do({ do: 'acknowledge', on: { alert: '7f3a' } }, anna);
    const { body } = await world.ask('/v1/alerts/7f3a9c');
    expect(body.timeline.map(({ what, words }: { what: string; words: string }) => [what, words])).toEqual([
      ['pending', 'began; it had fired 2 times before'],
      ['fired', 'fires, critical'],
      ['told', 'told slack: first'],
      ['not-told', 'mail could not be told: 503'],
      ['done', 'comment: looking'],
      ['done', 'acknowledged by Anna'],
    ]);
    expect(body.timeline.at(-1)).toMatchObject({ at: new Date(now + minute).toISOString(), by: anna });
    expect(body.comments).toMatchObject([{ text: 'looking', by: anna }]);
  });

  test('is known for a while when it has ended', async () => {
    const world = alertsWorld(db);
    const over = recovered({ tenant: world.tenant, rev: 1 });
    await world.fire(over);
    world.clock.now = (over.resolvedAt ?? 0) + 5 * hour;
    const { body } = await world.ask(`/v1/alerts/${over.id}`);
    expect(body).toMatchObject({ state: 'inactive', severity: 'critical', resolvedBecause: 'recovered' });
    expect(body.timeline.at(-1)).toMatchObject({ what: 'resolved', words: 'resolved: it has recovered' });
  });

  test.each([
    ['that is not there', 'abc', 404, 'no alert has an id that begins with "abc"'],
    ['of which two begin so', '7f3a', 409, '"7f3a" begins the ids of several alerts'],
    ['of another tenant', 'eeee', 404, 'no alert has an id'],
    ['with a name that is none', '%3Cscript%3E', 404, 'begins with "<script>"'],
  ])('%s is refused in words that help', async (_, start, status, detail) => {
    const [world, other] = [alertsWorld(db), alertsWorld(db)];
    await world.fire();
    await world.fire({ id: '7f3affffffff' });
    await other.fire({ id: 'eeeeeeeeeeee' });
    for (const path of [`/v1/alerts/${start}`, `/v1/alerts/${start}/graph`]) {
      const answer = await world.ask(path);
      expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
    }
  });
});
