import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpPost } from '../../functions/aws/http-post.ts';
import type { ChannelTools, Delivery, Notice } from '../../functions/channels/channel.ts';
import { type ChannelSettings, channelKinds, channelSettings, deliver } from '../../functions/channels/index.ts';
import { describe as describeAlert } from '../../functions/core/describe.ts';
import { carrierRule, outage, outageStart } from '../support/alerts.ts';
import { loopbackServer, type Received } from '../support/loopback-server.ts';
import { firingNotice, resolvedNotice, toolsWith } from '../support/notices.ts';

/** Channels that post over HTTP: how each is pointed at a server of this test. */
const overHttp: Record<string, (url: string) => { settings: unknown; secret: string }> = {
  slack: (url) => ({ settings: { kind: 'slack' }, secret: url }),
  pagerduty: (url) => ({ settings: { kind: 'pagerduty', url }, secret: 'a-routing-key' }),
};

type Answer = (response: ServerResponse) => void;

async function deliverTo(
  kind: string,
  answer: Answer,
  notice: Notice = firingNotice(),
  deadlineMs = 5000,
): Promise<{ delivery: Delivery; received: Received[]; secret: string }> {
  const server = await loopbackServer(answer);
  onTestFinished(server.close);
  const point = overHttp[kind];
  if (!point) throw new Error(`say in this test how ${kind} is reached`);
  const { settings, secret } = point(server.url);
  const tools: ChannelTools = toolsWith({ post: httpPost(deadlineMs), secret: async () => secret });
  const delivery = await deliver(notice, channelSettings.parse(settings), tools);
  return { delivery, received: server.received, secret };
}

const status =
  (code: number, headers: Record<string, string> = {}, body = 'the answer'): Answer =>
  (response) => {
    response.writeHead(code, headers).end(code === 204 ? undefined : body);
  };

const inTwoMinutes = new Date(outageStart + 120_000).toUTCString();

test('every kind of channel is registered under its own name', () => {
  for (const [name, { settings }] of Object.entries(channelKinds)) {
    expect(settings.parse({ kind: name })).toMatchObject({ kind: name });
    expect(channelSettings.parse({ kind: name })).toMatchObject({ kind: name });
    expect(channelSettings.safeParse({ kind: name, nonsense: 1 }).success).toBe(false);
  }
});

describe.each(Object.keys(channelKinds))('the channel %s', (kind) => {
  const settings: ChannelSettings = channelSettings.parse({ kind });

  test('without a secret or a topic is unconfigured, and touches nothing', async () => {
    expect(await deliver(firingNotice(), settings, toolsWith())).toMatchObject({ kind: 'unconfigured' });
  });
});

describe.each(Object.keys(overHttp))('the channel %s', (kind) => {
  test.each([200, 202, 204])('takes %d for sent', async (code) => {
    expect((await deliverTo(kind, status(code))).delivery).toEqual({ kind: 'sent' });
  });

  test.each([301, 400, 401, 403, 404, 410, 413])('takes %d for a refusal, with the reason', async (code) => {
    const { delivery } = await deliverTo(kind, status(code, { location: 'https://elsewhere.example' }));
    expect(delivery).toEqual({ kind: 'refused', why: `${code} the answer` });
  });

  test.each([
    ['429', status(429), undefined],
    ['429 with seconds', status(429, { 'retry-after': '30' }), 30_000],
    ['429 with a date', status(429, { 'retry-after': inTwoMinutes }), 120_000],
    ['429 with nonsense', status(429, { 'retry-after': 'soon' }), undefined],
    ['500', status(500), undefined],
    ['503 with seconds', status(503, { 'retry-after': '7' }), 7_000],
  ])('takes %s for later', async (_, answer, afterMs) => {
    const { delivery } = await deliverTo(kind, answer);
    expect(delivery).toMatchObject({ kind: 'retry' });
    expect(delivery.kind === 'retry' && delivery.afterMs).toBe(afterMs);
  });

  test('tries again after a reset connection', async () => {
    const { delivery } = await deliverTo(kind, (response) => response.socket?.resetAndDestroy());
    expect(delivery).toMatchObject({ kind: 'retry' });
  });

  test('tries again when no answer comes within the deadline', async () => {
    const { delivery } = await deliverTo(kind, () => undefined, firingNotice(), 50);
    expect(delivery).toEqual({ kind: 'retry', why: 'no answer within 0.05 s' });
  });

  test('goes by the status when the body never ends', async () => {
    const stall: Answer = (response) => void response.writeHead(200).write('o');
    expect((await deliverTo(kind, stall, firingNotice(), 50)).delivery).toEqual({ kind: 'sent' });
  });

  test('tries again when nobody listens, and never names the address', async () => {
    const server = await loopbackServer(() => undefined);
    await server.close();
    const point = overHttp[kind]?.(server.url);
    const tools = toolsWith({ post: httpPost(), secret: async () => point?.secret });
    const delivery = await deliver(firingNotice(), channelSettings.parse(point?.settings), tools);
    expect(delivery).toEqual({ kind: 'retry', why: 'ECONNREFUSED' });
  });

  test.each([200, 400])('takes garbage with %d as it comes', async (code) => {
    const garbage = `\u0000\u001b[2J{"a":${'x'.repeat(100_000)}`;
    const { delivery } = await deliverTo(kind, status(code, {}, garbage));
    expect(delivery.kind).toBe(code === 200 ? 'sent' : 'refused');
    if ('why' in delivery) expect(delivery.why).toMatch(/^400 [\x20-\x7e]{0,200}$/);
  });

  test('posts JSON, and keeps its secret out of every reason', async () => {
    const echo: Answer = (response) => void response.writeHead(400).end('a-routing-key /hook');
    const { received, delivery, secret } = await deliverTo(kind, echo);
    expect(received).toHaveLength(1);
    expect(received[0]?.method).toBe('POST');
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(() => JSON.parse(received[0]?.body ?? '')).not.toThrow();
    for (const part of [secret, 'a-routing-key', '/hook']) {
      if (secret.endsWith(part)) expect(JSON.stringify(delivery)).not.toContain(part);
    }
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a mention', '<!channel> <@U1> @here'],
    ['quotes', `"'\`\\`],
    ['an emoji', '👩‍👩‍👧 :smile:'],
    ['half an emoji', '\ud83d'],
    ['line breaks', 'a\r\nb\u2028c'],
    ['1,000 characters', 'ß'.repeat(1000)],
    ['a placeholder', '{value} {carrier} $1'],
  ])('sends a name that is %s as text', async (_, name) => {
    const hit = [{ dimension: 'campaign' as const, value: name, count: 1 }];
    const codes = [{ value: name, count: 1 }];
    const changes = { labels: { provider: name, carrier: name }, evidence: { ...outage().evidence, hit, codes } };
    for (const notice of [firingNotice(changes), resolvedNotice(changes)]) {
      const { delivery, received } = await deliverTo(kind, status(200), notice);
      expect(delivery).toEqual({ kind: 'sent' });
      if (kind === 'slack') expect(received[0]?.body).not.toMatch(/[<>]/);
    }
    const bare = { kind: 'firing', timeZone: 'UTC', now: 0 } as const;
    expect(describeAlert(outage(changes), carrierRule, bare).title).toContain(name);
  });
});
