import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeActEvent } from '../../functions/act/take-act-event.ts';
import { type Grant, signGrant } from '../../functions/core/action-link.ts';
import { hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actionKey, actWorld, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

type World = ReturnType<typeof actWorld>;

/** A request as the HTTP API hands it on. */
async function request(world: World, method: string, path: string, form = '') {
  const event = {
    version: '2.0',
    rawPath: path,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(form).toString('base64'),
    isBase64Encoded: true,
    requestContext: { http: { method } },
  };
  const answer = await takeActEvent(event, world.deps);
  if (!('statusCode' in answer)) throw new Error('no answer of a page');
  return answer;
}

function link(world: World, changes: Partial<Grant> = {}, expires = now + hour): string {
  const grant: Grant = {
    action: 'acknowledge',
    tenant: world.tenant,
    group: '0123456789ab',
    stage: 'prod',
    ...changes,
  };
  return `/act/${signGrant(grant, expires, actionKey)}`;
}

describe('a link that is opened', () => {
  test('says what would be done to what, and who has it in hand, and changes nothing', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    for (let opened = 0; opened < 3; opened += 1) await request(world, 'GET', link(world));
    const { statusCode, body } = await request(world, 'GET', link(world));
    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Acknowledge: 1 alert?</h1>');
    expect(body).toContain('delivery-by-carrier · 7f3a9c<br>provider telnyx, carrier AT&amp;T');
    expect(body).toContain('nobody has it in hand');
    expect(body).toContain('<form method="post">');
    expect(await world.audited()).toEqual([]);
    expect(await world.deps.handling(world.tenant, '7f3a9c0b1d2e')).toBeUndefined();
  });

  test('shows what a silence would match', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const { body } = await request(world, 'GET', link(world, { action: 'silence-4h' }));
    expect(body).toContain('<code>rule=&quot;delivery-by-carrier&quot;, provider=&quot;telnyx&quot;</code>');
    expect(body).toContain('for four hours');
    expect(await world.deps.silences(world.tenant)).toEqual([]);
  });

  test('to silence what has nothing in common says what to do instead, without a button', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()], { labels: {} });
    const { body } = await request(world, 'GET', link(world, { action: 'silence-1h' }));
    expect(body).toContain('<h1>This message cannot be silenced</h1>');
    expect(body).not.toContain('<form');
  });

  test('is kept, framed and indexed by nobody, and runs no script', async () => {
    const world = actWorld(tables);
    const { headers, body } = await request(world, 'GET', link(world));
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
    const policy = headers['content-security-policy'];
    expect(policy).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    expect(policy).not.toContain('unsafe');
    const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(body).not.toMatch(/<script|javascript:| on\w+=/i);
  });

  test('answers HEAD as GET, without a body', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const [head, get] = [await request(world, 'HEAD', link(world)), await request(world, 'GET', link(world))];
    expect(head).toEqual({ ...get, body: '' });
  });

  test('has no button when nothing fires any more', async () => {
    const world = actWorld(tables);
    const { body } = await request(world, 'GET', link(world));
    expect(body).toContain('Nothing fires any more');
    expect(body).not.toContain('<form');
  });

  test('of 200 alerts shows 50, and says how many more there are', async () => {
    const world = actWorld(tables);
    const ids = Array.from({ length: 200 }, (_, index) => `${index}`.padStart(12, 'a'));
    await world.tell(await Promise.all(ids.map((id) => world.fire({ id }))));
    const { body } = await request(world, 'GET', link(world));
    expect(body.match(/<tr>/g)).toHaveLength(51);
    expect(body).toContain('and 150 more');
  });

  test('shows hostile names as text', async () => {
    const world = actWorld(tables);
    const labels = { campaign: '<script>alert(1)</script>', carrier: '"><img src=x onerror=alert(1)>', '<b>': '&lt;' };
    await world.tell([await world.fire({ labels })]);
    const { body } = await request(world, 'GET', link(world));
    expect(body).not.toMatch(/<script|<img|<b>/i);
    expect(body).toContain('&amp;lt;');
  });
});

describe('the form of a link', () => {
  test('takes the alerts on in the name that was given, and says so', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const { statusCode, body } = await request(world, 'POST', link(world), 'name=Zo%C3%AB+Ruiz');
    expect(statusCode).toBe(200);
    expect(body).toContain('alert 7f3a9c of delivery-by-carrier: acknowledged by Zoë Ruiz');
    expect(await world.audited()).toMatchObject([{ by: { name: 'Zoë Ruiz', via: 'link' }, did: 'acknowledge' }]);
  });

  test.each([
    { action: 'silence-1h', lasts: hour },
    { action: 'silence-4h', lasts: 4 * hour },
  ] as const)('$action silences for that long, once however often it is sent', async ({ action, lasts }) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await request(world, 'POST', link(world, { action }), 'name=Anna');
    const { body } = await request(world, 'POST', link(world, { action }), 'name=Anna');
    expect(body).toContain('it is silenced already');
    expect(await world.deps.silences(world.tenant)).toMatchObject([{ endsAt: now + lasts, by: { name: 'Anna' } }]);
  });

  test.each([
    { form: '', name: 'somebody with the link' },
    { form: 'name=+%0D%0A+', name: 'somebody with the link' },
    { form: 'name=a%0D%0Ab%00c', name: 'a b c' },
    { form: `name=${'x'.repeat(500)}`, name: 'x'.repeat(80) },
    { form: 'name=%3Cscript%3E', name: '<script>' },
  ])('knows who sent "$form" as "$name"', async ({ form, name }) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const { body } = await request(world, 'POST', link(world), form);
    expect(body).not.toContain('<script');
    expect((await world.audited())[0]?.by.name).toBe(name);
  });

  test('that is larger than a name is not read', async () => {
    const world = actWorld(tables);
    expect((await request(world, 'POST', link(world), `name=${'x'.repeat(5000)}`)).statusCode).toBe(413);
  });

  test('is taken back by nothing that happened in between: an alert that has ended is left alone', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire({ state: 'inactive', levels: {} })]);
    const { statusCode, body } = await request(world, 'POST', link(world), 'name=Anna');
    expect(statusCode).toBe(200);
    expect(body).toContain('none of its alerts fires any more');
  });
});

describe('a link that is good for nothing says what to do', () => {
  test.each(['GET', 'POST'])('%s of an expired one', async (method) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    const { statusCode, body } = await request(world, method, link(world, {}, now), 'name=Anna');
    expect(statusCode).toBe(410);
    expect(body).toContain('use those of the newest message');
    expect(await world.audited()).toEqual([]);
  });

  test.each(['GET', 'POST'])('%s of a forged one', async (method) => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    for (const path of [link(world, { stage: 'dev' }), link(world).slice(0, -1), '/act/x', '/act/..%2f']) {
      const { statusCode, body } = await request(world, method, path, 'name=Anna');
      expect(statusCode).toBe(404);
      expect(body).toContain('Part of the link may be missing');
    }
    expect(await world.audited()).toEqual([]);
  });

  test('and no other method or path does anything', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    expect(await request(world, 'PUT', link(world))).toMatchObject({
      statusCode: 405,
      headers: { allow: 'GET, HEAD, POST' },
    });
    for (const path of ['/act/', '/act', '/', '/act/a/b', '/slack/interact']) {
      expect((await request(world, 'GET', path)).statusCode).toBe(404);
    }
    expect(await world.audited()).toEqual([]);
  });
});
