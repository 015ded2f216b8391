import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeActEvent } from '../../functions/act/take-act-event.ts';
import { type Grant, signGrant } from '../../functions/core/action-link.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actionKey, actWorld, now, signingSecret } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

type World = ReturnType<typeof actWorld>;
const hook = 'https://hooks.slack.com/actions/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN';

function token({ tenant }: World, changes: Partial<Grant> = {}, expires = now + hour): string {
  const grant: Grant = { action: 'acknowledge', tenant, group: '0123456789ab', stage: 'prod', ...changes };
  return signGrant(grant, expires, actionKey);
}

/** A button that was pressed, in the form of Slack's reference of `block_actions`. */
function pressed(value: string | undefined, changes: object = {}): string {
  const payload = {
    type: 'block_actions',
    user: { id: 'U2CERLKJA', username: 'roadrunner', name: 'roadrunner', team_id: 'T1DC2JH3J' },
    api_app_id: 'A02',
    token: 'Shh_its_a_seekrit',
    container: { type: 'message', message_ts: '1548261231.000200', channel_id: 'CBR2V3XEX', is_ephemeral: false },
    trigger_id: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
    team: { id: 'T1DC2JH3J', domain: 'testteamnow' },
    channel: { id: 'CBR2V3XEX', name: 'alerts' },
    response_url: hook,
    actions: [
      {
        action_id: 'acknowledge',
        block_id: 'actions',
        text: { type: 'plain_text', text: 'Acknowledge', emoji: true },
        ...(value !== undefined && { value }),
        type: 'button',
        action_ts: '1548426417.840180',
      },
    ],
    ...changes,
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

async function send(world: World, body: string, { secret = signingSecret, at = now } = {}) {
  const timestamp = String(Math.floor(at / second));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const event = {
    rawPath: '/slack/interact',
    headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${signature}` },
    body,
    requestContext: { http: { method: 'POST' } },
  };
  const answer = await takeActEvent(event, world.deps);
  if (!('statusCode' in answer)) throw new Error('no answer of a page');
  return answer.statusCode;
}

describe('a button in Slack', () => {
  test('takes the alerts on for whoever pressed it, who alone is told so', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    expect(await send(world, pressed(token(world)))).toBe(200);
    expect(await world.audited()).toMatchObject([{ by: { name: 'roadrunner', via: 'slack' }, did: 'acknowledge' }]);
    expect(world.posted.map(({ url, body }) => ({ url, ...JSON.parse(body) }))).toEqual([
      {
        url: hook,
        response_type: 'ephemeral',
        replace_original: false,
        text: 'Acknowledge:\nalert 7f3a9c of delivery-by-carrier: acknowledged by roadrunner',
      },
    ]);
  });

  test('silences', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await send(world, pressed(token(world, { action: 'silence-1h' })));
    expect(await world.deps.silences(world.tenant)).toMatchObject([{ endsAt: now + hour, by: { via: 'slack' } }]);
  });

  test('that has expired says so', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    expect(await send(world, pressed(token(world, {}, now)))).toBe(200);
    expect(world.posted[0]?.body).toContain('This button has expired');
    expect(await world.audited()).toEqual([]);
  });

  test('acts once on a request that is sent again, and again when it is pressed again', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const first = pressed(token(world));
    expect(await send(world, first)).toBe(200);
    await world.do({ do: 'unacknowledge', on: { group: '0123456789ab' } });
    world.clock.now += 4 * minute;
    expect(await send(world, first, { at: now })).toBe(200);
    expect((await world.audited()).map(({ did }) => did)).toEqual(['unacknowledge', 'acknowledge']);
    expect(world.posted).toHaveLength(1);
    await send(world, pressed(token(world), { trigger_id: '2' }));
    expect(await world.audited()).toHaveLength(3);
  });

  test('that is a link needs no answer', async () => {
    const world = actWorld(tables);
    expect(await send(world, pressed(undefined))).toBe(200);
    expect(world.posted).toEqual([]);
  });

  test('does what it does even if Slack does not take the answer', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    world.deps.post = async () => ({ kind: 'unreachable', failure: 'no answer within 1 s' });
    expect(await send(world, pressed(token(world)))).toBe(200);
    expect(await world.audited()).toHaveLength(1);
  });
});

describe('nothing is done, and nobody is answered elsewhere than at Slack', () => {
  test.each([
    { what: 'of a request with another signature', options: { secret: 'another' }, status: 401 },
    { what: 'of a recorded request', options: { at: now - 6 * minute }, status: 401 },
    { what: 'of a token of another stage', grant: { stage: 'dev' }, status: 401 },
    { what: 'of another kind of interaction', changes: { type: 'view_submission' }, status: 400 },
    { what: 'of a payload without a person', changes: { user: undefined }, status: 400 },
  ])('$what', async ({ options = {}, grant = {}, changes = {}, status }) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    expect(await send(world, pressed(token(world, grant), changes), options)).toBe(status);
    expect(await world.audited()).toEqual([]);
    expect(world.posted).toEqual([]);
  });

  test.each(['payload=%7B', 'payload=', 'x=1', '', '{"type":"block_actions"}'])('of "%s"', async (body) => {
    expect(await send(actWorld(tables), body)).toBe(400);
  });

  test('while no signing secret is set, or it cannot be read', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    world.deps.secret = async () => ({ kind: 'none' });
    expect(await send(world, pressed(token(world)))).toBe(401);
    world.deps.secret = async () => ({ kind: 'unavailable', why: 'throttled' });
    expect(await send(world, pressed(token(world)))).toBe(503);
    expect(await world.audited()).toEqual([]);
  });

  test.each([
    'https://hooks.slack.com.example.com/actions',
    'http://hooks.slack.com/actions',
    'https://user:pass@hooks.slack.com/actions',
    'https://hooks.slack.com:8443/actions',
    'https://169.254.169.254/latest',
    'no url',
  ])('at %s', async (url) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    expect(await send(world, pressed(token(world), { response_url: url }))).toBe(200);
    expect(world.posted).toEqual([]);
  });
});

test('what is told in Slack cannot call a channel', async () => {
  const world = actWorld(tables);
  await world.tell([await world.fire()]);
  await send(world, pressed(token(world), { user: { id: 'U1', name: '<!channel> & co' } }));
  expect(JSON.parse(world.posted[0]?.body ?? '{}').text).toContain('acknowledged by &lt;!channel&gt; &amp; co');
});
