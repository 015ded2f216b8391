import { describe, expect, onTestFinished, test } from 'vitest';
import type { Delivery, Notice } from '../../functions/channels/channel.ts';
import { channelKinds, channelSettings, deliver } from '../../functions/channels/index.ts';
import { type Answer, answers, type Ending, endings } from '../support/answers.ts';
import { deployedTools, kindOf, type Reach, reaches } from '../support/channel-reach.ts';
import { hostileNames, hostileNotice } from '../support/hostile-notices.ts';
import { loopbackServer, type Received } from '../support/loopback-server.ts';
import { firingNotice, toolsWith } from '../support/notices.ts';

const names = Object.keys(reaches);

function reachOf(name: string): Reach {
  const reach = reaches[name];
  if (reach === undefined) throw new Error(`say in test/support/channel-reach.ts how ${name} is reached`);
  return reach;
}

/** The status of such an answer has to come in time, on a busy machine too. */
const stallMs = 500;

async function deliverAt(name: string, url: string, deadlineMs: number, notice: Notice): Promise<Delivery> {
  const reach = reachOf(name);
  const secrets = reach.secrets(url);
  const settings = channelSettings.parse({ kind: kindOf(name), ...reach.settings(url) });
  const tools = toolsWith({
    ...deployedTools(new URL(url).origin, deadlineMs),
    secret: async () => secrets[0],
    secrets: async () => secrets,
  });
  return deliver(notice, settings, tools);
}

/** Sends a notice to a server of this machine that answers so, through what is deployed. */
async function deliverTo(
  name: string,
  answer: Answer,
  { notice = firingNotice(), deadlineMs = 5000 }: { notice?: Notice; deadlineMs?: number } = {},
): Promise<{ delivery: Delivery; received: Received[]; url: string }> {
  const server = await loopbackServer(answer);
  onTestFinished(server.close);
  const delivery = await deliverAt(name, server.url, deadlineMs, notice);
  return { delivery, received: server.received, url: server.url };
}

function endingOf(delivery: Delivery): Ending | 'unconfigured' {
  if (delivery.kind !== 'retry' || delivery.afterMs === undefined) return delivery.kind;
  return `retry ${delivery.afterMs}`;
}

/** A reason that a person can read in a log, and everybody may. */
function expectFit(delivery: Delivery, name: string, url: string): void {
  if (!('why' in delivery)) return;
  expect(delivery.why).toMatch(/^[^\p{Cc}]{1,320}$/u);
  for (const secret of reachOf(name).hidden(url)) expect(delivery.why).not.toContain(secret);
}

test('every kind of channel is registered under its own name, and held to this test', () => {
  expect(new Set(names.map(kindOf))).toEqual(new Set(Object.keys(channelKinds)));
  expect(Object.keys(endings)).toEqual(names);
  for (const name of names) {
    const settings = { kind: kindOf(name), ...reachOf(name).settings('http://127.0.0.1') };
    const parsed = channelSettings.parse(settings);
    expect(channelSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    expect(channelSettings.safeParse({ ...settings, nonsense: 1 }).success).toBe(false);
  }
});

describe.each(names)('the channel %s', (name) => {
  test.each(Object.keys(answers))('%s', async (what) => {
    const answer = answers[what]?.(reachOf(name));
    if (answer === undefined) throw new Error(`there is no answer ${what}`);
    const deadlineMs = what.includes('deadline') ? 100 : what.includes('stalls') ? stallMs : 5000;
    const { delivery, received, url } = await deliverTo(name, answer, { deadlineMs });
    expect(endingOf(delivery)).toBe(endings[name]?.[what]);
    // Neither followed nor repeated: when to try again is for others to decide.
    expect(received).toHaveLength(1);
    expectFit(delivery, name, url);
  });

  test('a refused connection is tried again', async () => {
    const server = await loopbackServer(() => undefined);
    await server.close();
    const delivery = await deliverAt(name, server.url, 5000, firingNotice());
    expect(delivery).toEqual({ kind: 'retry', why: 'ECONNREFUSED' });
  });

  test('no secret stands in the reason, whatever is repeated of it and however', async () => {
    const reach = reachOf(name);
    const echo =
      (write: (text: string) => string): Answer =>
      (response) => {
        const url = `http://127.0.0.1:${response.socket?.localPort}/hook`;
        const known = [...reach.secrets(url), ...reach.hidden(url)].map(write).join(' ');
        response.writeHead(400).end(reach.refusal(known));
      };
    const writings = [
      (text: string) => text,
      (text: string) => text.replaceAll('/', '\\/'),
      (text: string) => encodeURIComponent(text),
      (text: string) => text.toUpperCase(),
    ];
    for (const write of writings) {
      const { delivery, url } = await deliverTo(name, echo(write));
      expect(delivery.kind).toBe('refused');
      const why = 'why' in delivery ? delivery.why.toLowerCase() : '';
      for (const secret of reach.hidden(url)) expect(why).not.toContain(write(secret).toLowerCase());
    }
  });

  test('the reason of a refusal is quoted', async () => {
    const answer: Answer = (response) => void response.writeHead(400).end(reachOf(name).refusal('no such thing'));
    const { delivery } = await deliverTo(name, answer);
    expect(delivery).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^400 .*no such thing/) });
  });

  test.each(hostileNames)('a name that is %s is sent', async (_, hostile) => {
    for (const notice of hostileNotice(hostile)) {
      const { delivery, received } = await deliverTo(name, (response) => void response.end(reachOf(name).receipt), {
        notice,
      });
      expect(delivery.kind).toBe('sent');
      for (const { body, headers } of received) {
        if (headers['content-type']?.includes('json')) expect(() => JSON.parse(body)).not.toThrow();
        else expect(new URLSearchParams(body).get('Action')).toBe('Publish');
      }
    }
  });
});

describe.each(['slack', 'teams', 'slack-bot', 'pagerduty', 'opsgenie', 'webhook', 'sns'])('the channel %s', (kind) => {
  test('without a secret or a topic is unconfigured, and touches nothing', async () => {
    const settings = channelSettings.parse({ kind, ...reachOf(kind).settings('https://example.com') });
    expect(await deliver(firingNotice(), settings, toolsWith())).toMatchObject({ kind: 'unconfigured' });
  });
});

describe('the bot of Slack, which answers 200 whatever happens', () => {
  test.each<[string, Record<string, string>, Ending]>([
    ['{"ok":false,"error":"ratelimited"}', { 'retry-after': '20' }, 'retry 20000'],
    ['{"ok":false,"error":"rate_limited"}', {}, 'retry'],
    ['{"ok":false,"error":"internal_error"}', {}, 'retry'],
    ['{"ok":false,"error":"fatal_error"}', {}, 'retry'],
    ['{"ok":false,"error":"channel_not_found"}', {}, 'refused'],
    ['{"ok":false,"error":"not_in_channel"}', {}, 'refused'],
    ['{"ok":false,"error":"is_archived"}', {}, 'refused'],
    ['{"ok":false,"error":"invalid_auth"}', {}, 'refused'],
    ['{"ok":false,"error":"token_revoked"}', {}, 'refused'],
    ['{"ok":false,"error":"invalid_blocks"}', {}, 'refused'],
    ['{"ok":false,"error":"never heard of xoxb-0123456789-abcdef"}', {}, 'refused'],
    ['{"ok":false}', {}, 'retry'],
    ['{"ok":"yes"}', {}, 'retry'],
  ])('%s', async (body, headers, ending) => {
    const { delivery, url } = await deliverTo(
      'slack-bot',
      (response) => void response.writeHead(200, headers).end(body),
    );
    expect(endingOf(delivery)).toBe(ending);
    expectFit(delivery, 'slack-bot', url);
  });

  test('has posted even if its answer repeats a long message', async () => {
    const receipt = { ok: true, channel: 'C0123456789', ts: '1.2', message: { text: 'ü'.repeat(50_000) } };
    const { delivery } = await deliverTo('slack-bot', (response) => void response.end(JSON.stringify(receipt)));
    expect(delivery).toEqual({ kind: 'sent', reference: 'C0123456789:1.2' });
  });
});
