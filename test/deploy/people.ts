import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cache, pause, until, wirewatch } from './command.ts';
import type { Listener } from './listener.ts';
import type { Outages } from './outages.ts';
import type { Receiver } from './receiver.ts';
import { ask, type Endpoint } from './traffic.ts';

export type Ground = {
  endpoint: Endpoint;
  slack: Receiver;
  pagerduty: Receiver;
  /** A program of the team's own, and the key that signs what it gets. */
  tickets: Receiver;
  ticketsKey: string;
  /** Of the team's own app in Slack. */
  slackSigning: string;
  /** An event bus of the team's own. */
  operations: Listener;
  outages: Outages;
};

/** Of outages that are new: what notices hold, what people do by them and by the command line, and what comes of it. */
export function peopleAct(ground: () => Ground): void {
  describe('people', () => {
    let link: string;

    const evaluateNext = () => ground().outages.evaluateNext();

    test('a notice to a program is signed, and sent again under the same id when it was busy', async () => {
      const { tickets, ticketsKey } = ground();
      const before = tickets.requests.length;
      tickets.beBusyOnce();
      await ground().outages.begin('T-Mobile');
      await evaluateNext();
      await until(
        'the notice, again',
        async () => tickets.requests.length,
        (n) => n === before + 2,
        30,
      );
      const [first, second] = tickets.requests.slice(before);
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      for (const request of tickets.requests) expect(request.headers).toMatchObject(signatureOf(request, ticketsKey));
      expect(tickets.received.at(-1)).toMatchObject({
        kind: 'firing',
        reason: 'first',
        labels: { carrier: 'T-Mobile' },
      });
    });

    test('a notice says what people may do, and carries a signed link for each', async () => {
      const { endpoint, slack, tickets } = ground();
      const buttons = actionsIn(slack.received.at(-1));
      expect(buttons.map(({ text }) => text.text)).toEqual(expect.arrayContaining(['Acknowledge', 'Silence 1 h']));
      link = buttons[0]?.url ?? '';
      expect(new URL(link).hostname).toBe(endpoint.host.split(':')[0]);
      expect(tickets.received.at(-1).actions[0]).toMatchObject({ label: 'Acknowledge', url: expect.any(String) });
    });

    test('opening the link shows a page that asks again, and changes nothing', async () => {
      const page = await ask(ground().endpoint, { method: 'GET', path: new URL(link).pathname });
      expect(page.status).toBe(200);
      expect(page.text).toContain('<form method="post">');
      expect(page.text).toContain('T-Mobile');
      expect((await wirewatch('audit')).records).toEqual([]);
      expect((await wirewatch('alerts')).alerts).toMatchObject([
        { labels: { carrier: 'T-Mobile' }, handling: 'nobody has it in hand' },
      ]);
      const forged = await ask(ground().endpoint, { method: 'POST', path: `${new URL(link).pathname}x` });
      expect(forged.status).toBe(404);
    });

    test('its form acknowledges, and the next evaluation tells PagerDuty so', async () => {
      const { endpoint, pagerduty, tickets } = ground();
      const trigger = pagerduty.received.at(-1);
      const body = new URLSearchParams({ name: 'Ana Ruiz' }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const page = await ask(endpoint, { method: 'POST', path: new URL(link).pathname, headers, body });
      expect(page.text).toContain('Done: Acknowledge');
      await evaluateNext();
      await until(
        'the acknowledgement',
        async () => pagerduty.received.at(-1).event_action,
        (action) => action === 'acknowledge',
      );
      expect(pagerduty.received.at(-1).dedup_key).toBe(trigger.dedup_key);
      await until(
        'the acknowledgement, by webhook',
        async () => tickets.received.at(-1).kind,
        (kind) => kind === 'acknowledged',
      );
      expect(tickets.received.at(-1).acknowledgedBy).toContain('Ana Ruiz');
    });

    test('a silence from the command line mutes another outage; when it is ended, that is told', async () => {
      const { slack } = ground();
      const silenced = await wirewatch('silence', 'add', 'carrier=Verizon', '--for', '1h', '--as', 'ben');
      expect(silenced.kind).toBe('done');
      await ground().outages.begin('Verizon');
      await evaluateNext();
      await pause(3000);
      expect((await wirewatch('alerts')).alerts).toMatchObject([{ labels: { carrier: 'Verizon' } }, {}]);
      expect(JSON.stringify(slack.received)).not.toContain('Verizon');
      const { silences } = await wirewatch('silence', 'list');
      await wirewatch('silence', 'end', silences[0].id, '--as', 'ben');
      await evaluateNext();
      await until(
        'the outage on Slack',
        async () => JSON.stringify(slack.received),
        (all) => all.includes('Verizon'),
      );
    });

    test('an alert that is closed from the command line is told as resolved', async () => {
      const { tickets } = ground();
      const { alerts } = await wirewatch('alerts');
      const { id } = alerts.find(({ labels }: { labels: { carrier: string } }) => labels.carrier === 'Verizon');
      expect(await wirewatch('resolve', id, '--as', 'ben')).toMatchObject({ kind: 'done' });
      await evaluateNext();
      await until(
        'the end of the outage',
        async () => JSON.stringify(tickets.received.at(-1).resolved ?? []),
        (resolved) => resolved.includes('Verizon'),
      );
    });

    test('a button acts if Slack has signed it, and not otherwise', async () => {
      const { endpoint, slackSigning } = ground();
      const [, silence] = actionsIn(ground().slack.received.at(-1));
      const value = new URL(silence?.url ?? '').pathname.split('/').at(-1);
      const payload = { type: 'block_actions', user: { id: 'U1', name: 'cleo' }, actions: [{ value }] };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const press = (headers: Record<string, string>) =>
        ask(endpoint, { method: 'POST', path: '/slack/interact', headers, body });
      expect((await press({})).status).toBe(401);
      expect((await press(signedBySlack(body, slackSigning))).status).toBe(200);
      expect((await wirewatch('silence', 'list')).silences).toMatchObject([{ state: 'active' }, { state: 'expired' }]);
    });

    test('what is set at run time holds until it is removed', async () => {
      const file = join(cache, 'routes.json');
      writeFileSync(file, JSON.stringify([{ to: ['tickets'] }]));
      expect(await wirewatch('override', 'set', 'routes', file)).toMatchObject({ kind: 'done' });
      expect((await wirewatch('override', 'list')).overrides).toMatchObject([{ section: 'routes' }]);
      expect(await wirewatch('override', 'remove', 'routes')).toMatchObject({ kind: 'done' });
      expect((await wirewatch('override', 'list')).overrides).toEqual([]);
    });

    test('the audit says who did what, the newest first', async () => {
      const { records } = await wirewatch('audit');
      expect(records.map(({ did, by }: { did: string; by: object }) => ({ did, ...by }))).toMatchObject([
        { did: 'remove-override', via: 'cli' },
        { did: 'set-override', via: 'cli' },
        { did: 'silence-group', name: 'cleo', via: 'slack' },
        { did: 'resolve', name: 'ben', via: 'cli' },
        { did: 'end-silence', name: 'ben', via: 'cli' },
        { did: 'silence', name: 'ben', via: 'cli' },
        { did: 'acknowledge', name: 'Ana Ruiz', via: 'link' },
      ]);
    });

    test('the team’s own bus has what people were told', async () => {
      const events = await ground().operations.take();
      const kinds = events.map((event) => event['detail-type']);
      expect(kinds).toEqual(expect.arrayContaining(['Notice firing', 'Notice acknowledged', 'Notice resolved']));
    });
  });
}

/** As Standard Webhooks has it, by nothing of ours. */
function signatureOf({ headers, body }: Receiver['requests'][number], secret: string) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return { 'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}` };
}

/** As Slack does with the app's signing secret. */
function signedBySlack(body: string, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest}`,
  };
}

type Button = { text: { text: string }; url: string };

function actionsIn(message: { attachments: { blocks: { type: string; elements?: Button[] }[] }[] }): Button[] {
  const blocks = message.attachments.flatMap((attachment) => attachment.blocks);
  return blocks.flatMap(({ type, elements = [] }) => (type === 'actions' ? elements : []));
}
