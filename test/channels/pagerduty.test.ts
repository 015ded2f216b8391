import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest, Notice } from '../../functions/channels/channel.ts';
import { pagerduty } from '../../functions/channels/pagerduty/pagerduty.ts';
import { eventBody } from '../../functions/channels/pagerduty/pagerduty-event.ts';
import { severities } from '../../functions/core/severity.ts';
import { anyNotice } from '../support/any-notice.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import {
  acknowledgedNotice,
  digestNotice,
  firingNotice,
  groupNotice,
  reminderNotice,
  resolvedNotice,
  someResolvedNotice,
  toolsWith,
  updateNotice,
} from '../support/notices.ts';

const context = { routingKey: 'the-key', source: 'wirewatch/prod' };
const eventOf = (notice: Notice) => JSON.parse(eventBody(notice, context));
const runs = Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100));

test.each(goldenNotices.filter(([name]) => name !== 'digest'))(
  'PagerDuty is sent test/channels/golden/pagerduty-%s.json',
  async (name, notice) => {
    await expect(JSON.stringify(eventOf(notice), null, 2)).toMatchFileSnapshot(`golden/pagerduty-${name}.json`);
  },
);

describe('PagerDuty', () => {
  test('is triggered with what, how bad, since when, details and links', () => {
    expect(eventOf(firingNotice())).toMatchObject({
      routing_key: 'the-key',
      event_action: 'trigger',
      client_url: 'https://dash.example/d',
      payload: {
        summary: 'CRITICAL  Delivery on AT&T through Telnyx is 61 %  (threshold 90 %, usually 97 %)',
        source: 'wirewatch/prod',
        severity: 'critical',
        timestamp: '2026-11-21T19:03:00.000Z',
        component: 'telnyx',
        group: 'main',
        class: 'delivery-by-carrier',
        custom_details: {
          description: 'delivery-by-carrier: telnyx',
          message: 'Delivery on AT&T through Telnyx is 61 %  (threshold 90 %, usually 97 %)',
          metadata: { reason: 'first', labels: { carrier: 'AT&T' } },
          timestamp: '2026-11-21T19:03:00.000Z',
        },
      },
      links: expect.arrayContaining([
        { href: 'https://dash.example/d', text: 'Dashboard' },
        { href: 'https://runbook.example/doc#delivery-by-carrier', text: 'Runbook' },
        { href: 'https://wire.example/act/signed-token-acknowledge', text: 'Acknowledge' },
      ]),
    });
  });

  test('gets what fires and what has ended as two lists', () => {
    const { custom_details } = eventOf(someResolvedNotice()).payload;
    expect(custom_details.firing).toHaveLength(2);
    expect(custom_details.firing[0]).toMatch(
      /^CRITICAL {2}Delivery of campaign-02 .* · delivery-by-campaign · c0ff02$/,
    );
    expect(custom_details.resolved).toEqual([expect.stringMatching(/^RESOLVED {2}Delivery of campaign-01 /)]);
    expect(custom_details.message).toMatch(/; 1 of 3 resolved$/);
  });

  test('gets a list of at most 100 alerts, and how many more there are', () => {
    const { firing } = eventOf(groupNotice(120)).payload.custom_details;
    expect(firing).toHaveLength(101);
    expect(firing[100]).toBe('and 20 more');
  });

  test('shows the images of its settings, over TLS only', async () => {
    const images = [{ src: 'https://graphs.example/delivery.png', alt: 'Deliveries' }];
    expect(JSON.parse(eventBody(firingNotice(), { ...context, images })).images).toEqual(images);
    const settings = { kind: 'pagerduty', images: [{ src: 'http://graphs.example/delivery.png' }] };
    expect(pagerduty.settings.safeParse(settings).error?.issues[0]?.message).toBe('use an https URL');
  });

  test('hears when somebody takes an incident on, and is triggered again when they let go', () => {
    const key = { routing_key: 'the-key', dedup_key: firingNotice().dedupKey };
    expect(pagerduty.hearsAcknowledgements).toBe(true);
    expect(eventOf(acknowledgedNotice())).toEqual({ ...key, event_action: 'acknowledge' });
    expect(eventOf(reminderNotice({ reason: 'unacknowledged' }))).toMatchObject({ ...key, event_action: 'trigger' });
  });

  test('is not told that an incident is taken on while somebody has only a part of it', async () => {
    const { acknowledgedBy: _, ...partly } = acknowledgedNotice();
    const post = async () => expect.unreachable();
    const settings = pagerduty.settings.parse({ kind: 'pagerduty' });
    expect(await pagerduty.deliver(partly, settings, toolsWith({ post }))).toMatchObject({ kind: 'sent' });
  });

  test('takes no digest: nobody would ever resolve it', async () => {
    const settings = pagerduty.settings.parse({ kind: 'pagerduty' });
    const tools = toolsWith({ secret: async () => 'the-key' });
    expect(await pagerduty.deliver(digestNotice(), settings, tools)).toMatchObject({ kind: 'refused' });
  });

  test('may be reached at another host, over TLS only', async () => {
    const url = 'https://events.eu.pagerduty.com/v2/enqueue';
    const posted: HttpRequest[] = [];
    const post = async (request: HttpRequest) => {
      posted.push(request);
      return { kind: 'answered' as const, status: 202, headers: {}, body: '' };
    };
    const tools = toolsWith({ secret: async () => 'the-key', post });
    const settings = pagerduty.settings.parse({ kind: 'pagerduty', url });
    expect(await pagerduty.deliver(firingNotice(), settings, tools)).toEqual({ kind: 'sent' });
    expect(posted.map((request) => request.url)).toEqual([url]);
    expect(pagerduty.settings.safeParse({ kind: 'pagerduty', url: url.replace('https', 'http') }).success).toBe(false);
  });
});

describe('the vectors of SEMANTICS 4.7', () => {
  test('4.7: the dedup key has at most 255 characters, and is the same while the group fires', () => {
    const notices = [firingNotice(), updateNotice(), reminderNotice(), acknowledgedNotice(), resolvedNotice()];
    expect(new Set(notices.map((notice) => eventOf(notice).dedup_key)).size).toBe(1);
    expect(eventOf(firingNotice()).dedup_key.length).toBeLessThanOrEqual(255);
  });

  test.each([
    ['one fires', firingNotice(), 'trigger'],
    ['more have come', updateNotice(), 'trigger'],
    ['it still fires', reminderNotice(), 'trigger'],
    ['some have ended, and one fires', someResolvedNotice(), 'trigger'],
    ['all have ended', resolvedNotice(), 'resolve'],
  ])('4.7: %s: %s', (_, notice, action) => {
    expect(eventOf(notice).event_action).toBe(action);
  });

  test('4.7: resolve uses the key of the trigger, and says nothing else', () => {
    const { dedup_key } = eventOf(firingNotice());
    expect(eventOf(resolvedNotice())).toEqual({ routing_key: 'the-key', event_action: 'resolve', dedup_key });
  });

  test('4.7: a summary has at most 1024 characters, is cut between characters, and says so', () => {
    const { summary } = eventOf(firingNotice({ labels: { carrier: '😀'.repeat(1000) } })).payload;
    expect(summary.length).toBeLessThanOrEqual(1024);
    expect(summary).toMatch(/😀… \(cut\)$/u);
  });

  test('4.7: an event of more than 512,000 bytes goes without its details, and says so', () => {
    const notice = firingNotice();
    const body = eventBody({ ...notice, text: { ...notice.text, facts: ['ü'.repeat(300_000)] } }, context);
    expect(Buffer.byteLength(body)).toBeLessThan(512_000);
    expect(JSON.parse(body).payload.custom_details).toEqual({
      note: 'The details were left out: they are larger than PagerDuty takes.',
    });
  });

  test('4.7, R-14: there are only the four severities that PagerDuty knows', () => {
    const told = severities.map((severity) => eventOf({ ...firingNotice(), severity }).payload.severity);
    expect(told).toEqual(['critical', 'error', 'warning', 'info', 'info']);
  });

  test.each([
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [400, 'refused'],
    [404, 'refused'],
    [413, 'refused'],
  ])('4.7: %d is %s', async (status, kind) => {
    const post = async () => ({ kind: 'answered' as const, status, headers: {}, body: '{"status":"invalid event"}' });
    const tools = toolsWith({ secret: async () => 'the-key', post });
    const settings = pagerduty.settings.parse({ kind: 'pagerduty' });
    expect(await pagerduty.deliver(firingNotice(), settings, tools)).toMatchObject({ kind });
  });
});

test('whatever names and texts hold, the event is whole characters within the limits of PagerDuty', () => {
  const property = fc.property(anyNotice, (notice) => {
    const body = eventBody(notice, context);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(512_000);
    const event = JSON.parse(body, (_, value) => {
      if (typeof value === 'string') expect(value.isWellFormed()).toBe(true);
      return value;
    });
    if (event.event_action !== 'trigger') return;
    expect(event.payload.summary.length).toBeLessThanOrEqual(1024);
    expect(event.payload.summary).not.toMatch(/[\r\n]/);
  });
  fc.assert(property, { numRuns: runs });
}, 60_000);
