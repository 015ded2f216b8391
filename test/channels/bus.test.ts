import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bus } from '../../functions/channels/bus/bus.ts';
import type { ChannelTools, Notice } from '../../functions/channels/channel.ts';
import { noticeJson } from '../../functions/channels/notice-json.ts';
import { utf8Size } from '../../functions/core/cut-text.ts';
import { jsonText } from '../../functions/core/json-text.ts';
import { outageStart } from '../support/alerts.ts';
import { anyNotice } from '../support/any-notice.ts';
import {
  acknowledgedNotice,
  digestNotice,
  firingNotice,
  groupNotice,
  resolvedNotice,
  toolsWith,
} from '../support/notices.ts';

type Put = Parameters<ChannelTools['putEvent']>[0];

const settings = bus.settings.parse({ kind: 'bus', bus: 'operations' });
const runs = Math.min(50, Number(process.env.PROPERTY_RUNS ?? 50));

function recording() {
  const put: Put[] = [];
  const putEvent = async (event: Put) => {
    put.push(event);
    return { kind: 'sent' as const };
  };
  return { put, tools: toolsWith({ putEvent }) };
}

describe("a bus of the team's own", () => {
  test.each<[string, Notice]>([
    ['Notice firing', firingNotice()],
    ['Notice resolved', resolvedNotice()],
    ['Notice acknowledged', acknowledgedNotice()],
    ['Notice digest', digestNotice()],
  ])('gets “%s”, with what a webhook gets', async (detailType, notice) => {
    const { put, tools } = recording();
    expect(await bus.deliver(notice, settings, tools)).toEqual({ kind: 'sent' });
    expect(put).toEqual([{ bus: 'operations', detailType, detail: noticeJson(notice, 'wirewatch/prod') }]);
  });

  test('hears of deployments', async () => {
    const { put, tools } = recording();
    await bus.announce?.(
      { stage: 'prod', summary: 'Wirewatch 4f2a91c deployed to prod', at: outageStart },
      settings,
      tools,
    );
    expect(put).toEqual([
      {
        bus: 'operations',
        detailType: 'Deployed',
        detail: {
          version: 1,
          source: 'wirewatch/prod',
          deploy: { stage: 'prod', summary: 'Wirewatch 4f2a91c deployed to prod', at: '2026-11-21T19:03:00.000Z' },
        },
      },
    ]);
  });

  test.each(['operations', 'arn:aws:events:eu-west-1:123456789012:event-bus/operations'])('may be named %s', (name) => {
    expect(bus.settings.parse({ kind: 'bus', bus: name }).bus).toBe(name);
  });

  test.each(['', 'two words', 'arn:aws:sns:eu-west-1:123456789012:operations'])('may not be named "%s"', (name) => {
    expect(bus.settings.safeParse({ kind: 'bus', bus: name }).error?.issues[0]?.message).toBe(
      'write the ARN or the name of an EventBridge bus',
    );
  });
});

describe('a notice for programs', () => {
  test('lists every alert with its numbers', () => {
    const json = noticeJson(groupNotice(40), 'wirewatch/prod');
    expect(json).toMatchObject({ version: 1, stage: 'prod', kind: 'firing', reason: 'first', resolved: [] });
    expect(json.firing).toHaveLength(40);
    expect(json).not.toHaveProperty('omitted');
    expect(JSON.parse(jsonText(json)).firing[0]).toMatchObject({
      id: 'c0ff01ee0000',
      rule: 'delivery-by-campaign',
      labels: { campaign: 'campaign-01' },
      severity: 'critical',
      sample: 1204,
      failures: 468,
    });
  });

  test('leaves out what makes it too large, and says how much that is', () => {
    const json = noticeJson(groupNotice(2000), 'wirewatch/prod');
    expect(json.firing).toHaveLength(100);
    expect(json.omitted).toEqual({ firing: 1900, resolved: 0 });
  });

  test('whatever names and texts hold, an event stays within 256 KB', () => {
    const property = fc.property(anyNotice, fc.integer({ min: 1, max: 2 }), (notice, times) => {
      const firing = Array.from({ length: times }, () => notice.firing).flat();
      const size = utf8Size(jsonText(noticeJson({ ...notice, firing }, 'wirewatch/prod')));
      expect(size).toBeLessThanOrEqual(256 * 1024 - 1024);
    });
    fc.assert(property, { numRuns: runs });
  }, 60_000);
});
