import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doneSchema } from '../../functions/api/answers/alerts.ts';
import { matchesAll } from '../../functions/core/matcher.ts';
import { parseMatchers } from '../../functions/core/parse-matchers.ts';
import { hour } from '../../functions/core/time.ts';
import { now } from '../act/act-world.ts';
import { startTables } from '../support/tables.ts';
import { alertsWorld } from './alerts-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const hostileNames = [
  '<script>alert(1)</script>',
  `"quoted", 'and' \\ {braces}`,
  'spring 🌸 promo\n=~',
  'x'.repeat(1000),
];

const by = { name: 'test', via: 'api' };

/** An alert that fires, is acknowledged and snoozed. */
async function inHand() {
  const world = alertsWorld(db);
  const alert = await world.fire();
  await world.do({ do: 'acknowledge', on: { alert: alert.id } });
  await world.do({ do: 'snooze', on: { alert: alert.id }, for: hour });
  return world;
}

const actions = [
  { name: 'acknowledge', body: { for: '1h' }, after: 'acknowledged by test until 2026-11-21T20:15Z' },
  { name: 'acknowledge', body: {}, after: 'acknowledged by test' },
  { name: 'unacknowledge', body: {}, after: 'not acknowledged' },
  { name: 'assign', body: { to: 'ben' }, after: 'assigned to ben' },
  { name: 'comment', body: { text: 'looking' }, after: 'looking' },
  { name: 'snooze', body: { for: '30m' }, after: 'snoozed until 2026-11-21T19:45Z' },
  { name: 'wake', body: {}, after: 'not snoozed' },
  { name: 'resolve', body: {}, after: 'resolved by hand' },
  { name: 'silence', body: { for: '4h', comment: 'known' }, after: expect.stringContaining('until 2026-11-21T23:15Z') },
] as const;

describe('what people do about an alert', () => {
  test.each(actions)('$name $body is done, answered, and audited under their name', async ({ name, body, after }) => {
    const world = await inHand();
    const { status, body: done } = await world.post(`/v1/alerts/7f3a9c/${name}`, body);
    expect(status).toBe(200);
    expect(doneSchema.parse(done)).toMatchObject({ changes: [{ after }], unchanged: [] });
    const did = name === 'silence' ? 'silence-alert' : name;
    expect((await world.audited())[0]).toMatchObject({ by, did, changes: [{ after }] });
  });

  test.each(actions)('$name is not for whoever may read only, and changes nothing', async ({ name, body }) => {
    const world = await inHand();
    const before = await world.audited();
    expect((await world.post(`/v1/alerts/7f3a9c/${name}`, body, 'read')).status).toBe(403);
    expect(await world.audited()).toEqual(before);
  });

  test.each(actions)('$name is refused for an alert that is not there', async ({ name, body }) => {
    const world = await inHand();
    const { status, body: refused } = await world.post(`/v1/alerts/abc/${name}`, body);
    expect([status, refused.detail]).toEqual([404, expect.stringContaining('"abc"')]);
  });

  test('is refused where two alerts begin alike, and both are named', async () => {
    const world = await inHand();
    await world.fire({ id: '7f3affffffff' });
    const { status, body } = await world.post('/v1/alerts/7f3a/acknowledge');
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/7f3a9c0b1d2e .*7f3affffffff/)]);
  });

  test('may be about a group, and is done to all of it', async () => {
    const world = alertsWorld(db);
    await world.tell([await world.fire({ id: 'a'.repeat(12) }), await world.fire({ id: 'b'.repeat(12) })]);
    const { body } = await world.post('/v1/alerts/012345/acknowledge', { for: '1h' });
    expect(body.changes).toHaveLength(2);
  });

  test('leaves what does not fire any more as it is, and says so', async () => {
    const world = alertsWorld(db);
    await world.fire({ state: 'inactive', levels: {} });
    const { status, body } = await world.post('/v1/alerts/7f3a/acknowledge');
    expect([status, body]).toEqual([
      200,
      {
        changes: [],
        unchanged: [{ what: 'alert 7f3a', why: expect.stringContaining('it does not fire any more') }],
        notes: [],
      },
    ]);
    expect(await world.audited()).toEqual([]);
  });

  test('that others keep writing is to be tried again', async () => {
    const world = await inHand();
    world.api.act.saveHandling = async () => false;
    expect((await world.post('/v1/alerts/7f3a/comment', { text: 'looking' })).status).toBe(503);
  });

  test.each([
    ['acknowledge', { for: 'soon' }, 400, 'for: write a duration such as 30m, 4h or 7d'],
    ['acknowledge', { for: '0m' }, 400, 'for: write a time that is longer than none'],
    ['snooze', { for: '4000d' }, 400, 'for: write ten years at most'],
    ['snooze', {}, 400, 'for'],
    ['acknowledge', { until: '1h' }, 400, 'until'],
    ['assign', { to: ' ' }, 422, 'say to whom'],
    ['comment', { text: '' }, 400, 'text'],
    ['comment', { text: 'x'.repeat(1001) }, 422, 'at most 1,000 characters'],
    ['silence', { for: '1h', matchers: [] }, 400, 'matchers: write at least one'],
    ['silence', { for: '1h', matchers: [{ label: 'campain', op: '=', value: 'x' }] }, 422, 'did you mean "campaign"?'],
    ['silence', { for: '1h', matchers: [{ label: 'carrier', op: '=~', value: '(' }] }, 400, 'no regular expression'],
    ['silence', { for: '1h', comment: 'x'.repeat(1001) }, 400, 'at most 1,000 characters'],
  ])('%s %j is refused readably', async (name, body, status, detail) => {
    const world = await inHand();
    const before = await world.audited();
    const answer = await world.post(`/v1/alerts/7f3a/${name}`, body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
    expect(await world.audited()).toEqual(before);
  });
});

describe('a silence of an alert', () => {
  test('is there once, however often its button is pressed', async () => {
    const world = await inHand();
    await world.post('/v1/alerts/7f3a/silence', { for: '4h' });
    const { body } = await world.post('/v1/alerts/7f3a/silence', { for: '4h' });
    expect(body).toMatchObject({ changes: [], unchanged: [{ what: 'alert 7f3a' }] });
    expect(await world.deps.silences(world.tenant)).toMatchObject([{ endsAt: now + 4 * hour }]);
  });

  test.each(hostileNames)('matches its alert by whatever its label is: %j', async (campaign) => {
    const world = alertsWorld(db);
    const { rule, labels } = await world.fire({
      rule: 'delivery-by-campaign',
      labels: { provider: 'telnyx', campaign },
    });
    await world.post('/v1/alerts/7f3a/silence', { for: '1h' });
    const { body } = await world.ask('/v1/silences');
    const written = parseMatchers(body.silences[0].words);
    if (written.kind !== 'matchers') throw new Error(written.why);
    expect(matchesAll(written.matchers, { ...labels, rule })).toBe(true);
    expect(matchesAll(written.matchers, { ...labels, rule, campaign: `${campaign}.` })).toBe(false);
    const told = await world.ask('/v1/alerts/7f3a');
    expect(told.body).toMatchObject({ labels: { campaign }, handled: { mutes: [{}] } });
  });
});
