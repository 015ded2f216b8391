import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest, Notice } from '../../functions/channels/channel.ts';
import { opsgenie } from '../../functions/channels/opsgenie/opsgenie.ts';
import { opsgenieRequests } from '../../functions/channels/opsgenie/opsgenie-requests.ts';
import { severities } from '../../functions/core/severity.ts';
import { anyNotice } from '../support/any-notice.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import {
  acknowledgedNotice,
  digestNotice,
  firingNotice,
  reminderNotice,
  resolvedNotice,
  toolsWith,
  updateNotice,
} from '../support/notices.ts';

const settings = opsgenie.settings.parse({ kind: 'opsgenie' });
const alias = 'wirewatch:prod:main:0c1d2e3f4a5b';
const known = `https://api.opsgenie.com/v2/alerts/${encodeURIComponent(alias)}`;
const runs = Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100));

const asked = (notice: Notice) =>
  opsgenieRequests(notice, settings, 'wirewatch/prod').map(({ method = 'POST', url, body }) => ({
    method,
    url,
    body: JSON.parse(body),
  }));
const deeds = (notice: Notice) => asked(notice).map(({ method, url }) => `${method} ${url}`);

async function delivered(notice: Notice, statuses: readonly number[], input: object = {}) {
  const posted: HttpRequest[] = [];
  const post = async (request: HttpRequest) => {
    const status = statuses[posted.length] ?? 202;
    posted.push(request);
    return { kind: 'answered' as const, status, headers: { 'retry-after': '7' }, body: 'no, the-api-key' };
  };
  const tools = toolsWith({ secret: async () => 'the-api-key', post });
  const own = opsgenie.settings.parse({ kind: 'opsgenie', ...input });
  return { delivery: await opsgenie.deliver(notice, own, tools), posted };
}

test.each(goldenNotices.filter(([name]) => name !== 'digest'))(
  'Opsgenie is sent test/channels/golden/opsgenie-%s.json',
  async (name, notice) => {
    await expect(JSON.stringify(asked(notice), null, 2)).toMatchFileSnapshot(`golden/opsgenie-${name}.json`);
  },
);

describe('Opsgenie', () => {
  test('is told of a group by an alert whose alias is its dedup key, fit to stand in a path', () => {
    expect(asked(firingNotice())).toMatchObject([
      {
        url: 'https://api.opsgenie.com/v2/alerts',
        body: {
          message: 'CRITICAL  Delivery on AT&T through Telnyx is 61 %',
          alias,
          description: expect.stringContaining('468 of 1,204 messages failed'),
          tags: expect.arrayContaining(['critical', 'main', 'carrier:AT&T']),
          details: { provider: 'telnyx', carrier: 'AT&T', severity: 'critical' },
          entity: 'delivery-by-carrier',
          priority: 'P1',
        },
      },
    ]);
  });

  test('knows five priorities, one for each severity', () => {
    const told = severities.map((severity) => asked({ ...firingNotice(), severity })[0]?.body.priority);
    expect(told).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
  });

  test.each<[string, Notice, string[]]>([
    ['first', firingNotice(), ['POST https://api.opsgenie.com/v2/alerts']],
    ['update', updateNotice(), ['POST https://api.opsgenie.com/v2/alerts', `POST ${known}/notes?identifierType=alias`]],
    [
      'worse',
      updateNotice({ reason: 'severity-rose' }),
      [
        'POST https://api.opsgenie.com/v2/alerts',
        `PUT ${known}/priority?identifierType=alias`,
        `POST ${known}/notes?identifierType=alias`,
      ],
    ],
    ['acknowledged', acknowledgedNotice(), [`POST ${known}/acknowledge?identifierType=alias`]],
    ['resolved', resolvedNotice(), [`POST ${known}/close?identifierType=alias`]],
  ])('%s: is asked in turn for what that takes', (_, notice, expected) => {
    expect(deeds(notice)).toEqual(expected);
  });

  test('is told in a note what is new, and who has taken it on', () => {
    expect(asked(updateNotice())[1]?.body.note).toMatch(/^2 more alerts\nCRITICAL {2}5 alerts: /);
    expect(asked(acknowledgedNotice())[0]?.body.note).toMatch(/^acknowledged by Ana Ruiz\n/);
  });

  test('is known the alert by its alias from then on, until it is closed', async () => {
    expect((await delivered(firingNotice(), [202])).delivery).toEqual({ kind: 'sent', reference: alias });
    expect((await delivered(resolvedNotice(), [202])).delivery).toEqual({ kind: 'sent' });
  });

  test('tells whom the settings name, and else whom the integration does', async () => {
    const responders = [{ type: 'team', name: 'messaging' }];
    const { posted } = await delivered(firingNotice(), [202], { responders });
    expect(JSON.parse(posted[0]?.body ?? '').responders).toEqual(responders);
    expect(asked(firingNotice())[0]?.body).not.toHaveProperty('responders');
    const nobody = opsgenie.settings.safeParse({ kind: 'opsgenie', responders: [{ type: 'team' }] });
    expect(nobody.error?.issues[0]?.message).toBe('say who by id, name or, of a user, username');
  });

  test('takes its key as a header', async () => {
    const { posted } = await delivered(reminderNotice(), [202, 202]);
    expect(posted.map(({ headers }) => headers.authorization)).toEqual([
      'GenieKey the-api-key',
      'GenieKey the-api-key',
    ]);
  });

  test.each([
    ['422: what it finds invalid', [422], { kind: 'refused', why: '422 no, ***' }, 1],
    ['429', [429], { kind: 'retry', why: '429 no, ***', afterMs: 7000 }, 1],
    ['503 to the second request', [202, 503], { kind: 'retry', why: '503 no, ***', afterMs: 7000 }, 2],
  ])('%s ends the attempt', async (_, statuses, expected, requests) => {
    const { delivery, posted } = await delivered(reminderNotice(), statuses);
    expect(delivery).toEqual(expected);
    expect(posted).toHaveLength(requests);
  });

  test('is not told that an incident is taken on while somebody has only a part of it', async () => {
    const { acknowledgedBy: _, ...partly } = acknowledgedNotice();
    const post = async () => expect.unreachable();
    const settings = opsgenie.settings.parse({ kind: 'opsgenie' });
    expect(await opsgenie.deliver(partly, settings, toolsWith({ post }))).toMatchObject({ kind: 'sent' });
  });

  test('takes no digest: nobody would ever close it', async () => {
    expect(await delivered(digestNotice(), [])).toMatchObject({ delivery: { kind: 'refused' }, posted: [] });
  });
});

test('whatever names and texts hold, an alert stays within the limits of Opsgenie', () => {
  const property = fc.property(anyNotice, (notice) => {
    for (const { body } of asked(notice)) {
      expect(body.message?.length ?? 0).toBeLessThanOrEqual(130);
      expect(body.description?.length ?? 0).toBeLessThanOrEqual(15_000);
      expect(body.note?.length ?? 0).toBeLessThanOrEqual(25_000);
      expect(body.alias?.length ?? 0).toBeLessThanOrEqual(512);
      expect(body.entity?.length ?? 0).toBeLessThanOrEqual(512);
      expect(body.tags?.length ?? 0).toBeLessThanOrEqual(20);
      for (const tag of body.tags ?? []) expect(tag.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(Object.entries(body.details ?? {})).length).toBeLessThanOrEqual(16_000);
      expect(Object.values(body.details ?? {}).join('').length).toBeLessThanOrEqual(8000);
    }
  });
  fc.assert(property, { numRuns: runs });
}, 60_000);
