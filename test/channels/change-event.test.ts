import { describe, expect, test } from 'vitest';
import type { Deploy, HttpRequest } from '../../functions/channels/channel.ts';
import { announceDeploy } from '../../functions/channels/pagerduty/change-event.ts';
import { outageStart } from '../support/alerts.ts';
import { toolsWith } from '../support/notices.ts';

const deploy: Deploy = {
  stage: 'prod',
  summary: 'Wirewatch 4f2a91c deployed to prod',
  version: '4f2a91c',
  at: outageStart,
};
const address = 'https://events.pagerduty.com/v2/enqueue';

async function announced(change: Deploy, url: string, key: string | undefined, status = 202) {
  const posted: HttpRequest[] = [];
  const post = async (request: HttpRequest) => {
    posted.push(request);
    return { kind: 'answered' as const, status, headers: {}, body: `got ${key}` };
  };
  const delivery = await announceDeploy(change, url, toolsWith({ secret: async () => key, post }));
  return { delivery, posted };
}

describe('a deployment', () => {
  test('is a change event of PagerDuty: shown beside incidents, never a page', async () => {
    const { delivery, posted } = await announced(deploy, address, 'a-routing-key');
    expect(delivery).toEqual({ kind: 'sent' });
    expect(posted.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      [
        'https://events.pagerduty.com/v2/change/enqueue',
        {
          routing_key: 'a-routing-key',
          payload: {
            summary: 'Wirewatch 4f2a91c deployed to prod',
            source: 'wirewatch/prod',
            timestamp: '2026-11-21T19:03:00.000Z',
            custom_details: { stage: 'prod', version: '4f2a91c' },
          },
        },
      ],
    ]);
  });

  test("is told to the account's own host", async () => {
    const { posted } = await announced(deploy, 'https://events.eu.pagerduty.com/v2/enqueue', 'a-routing-key');
    expect(posted[0]?.url).toBe('https://events.eu.pagerduty.com/v2/change/enqueue');
  });

  test('is not told with a key that begins with R: what to do is said, and nothing posted', async () => {
    const { delivery, posted } = await announced(deploy, address, 'R0123456789');
    expect(delivery).toEqual({
      kind: 'refused',
      why: expect.stringContaining('add the integration “Events API v2” to the service itself'),
    });
    expect(posted).toEqual([]);
  });

  test('is not told without a key', async () => {
    expect((await announced(deploy, address, undefined)).delivery).toMatchObject({ kind: 'unconfigured' });
  });

  test('has a summary of one line and at most 1024 characters', async () => {
    const { posted } = await announced({ ...deploy, summary: `a\nb${'😀'.repeat(2000)}` }, address, 'a-routing-key');
    const { summary } = JSON.parse(posted[0]?.body ?? '{}').payload;
    expect(summary).toMatch(/^a b(😀)+… \(cut\)$/u);
    expect(summary.length).toBeLessThanOrEqual(1024);
  });

  test('that PagerDuty refuses is told with the reason, and without the key', async () => {
    const { delivery } = await announced(deploy, address, 'a-routing-key', 400);
    expect(delivery).toEqual({ kind: 'refused', why: '400 got ***' });
  });
});
