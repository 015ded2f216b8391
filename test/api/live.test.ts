import { describe, expect, test } from 'vitest';
import { liveSchema } from '../../functions/api/answers/messages.ts';
import type { JournalReader } from '../../functions/api/api-deps.ts';
import type { CounterId } from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { minute, second } from '../../functions/core/time.ts';
import { outage } from '../support/alerts.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { entryOf } from '../support/entry-of.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 30);
const iso = (time: number) => new Date(time).toISOString();

const told = (id: string, at: number) => ({ provider: 'telnyx', id, at, startedAt: at }) as const;
const sms = (id: string, at: number, status: 'sent' | 'delivered' | 'failed', more: object = {}): ProviderEvent => ({
  kind: 'message',
  ...told(id, at),
  channel: 'sms',
  status,
  word: status,
  to: '+14155550123',
  ownIds: { campaign: 'spring-promo' },
  ...more,
});

function setUp(entries: JournalEntry[]) {
  const asked: { latest: Parameters<JournalReader['latest']>[0][]; counters: CounterId[] } = {
    latest: [],
    counters: [],
  };
  const deps = apiDeps({
    now: () => now,
    journal: {
      async latest(question) {
        asked.latest.push(question);
        return entries;
      },
    },
    history: {
      history: {
        async get(ids) {
          asked.counters.push(...ids);
          const measures = {
            'o.started': 7,
            't.delivered': 5,
            't.failed': 1,
            't.undelivered': 2,
            't.inbound.received': 3,
          };
          return ids.map((id) => ({ ...id, measures }));
        },
        slice: async () => [],
      },
    },
    act: {
      alertsOfRule: async (_, rule) => {
        if (rule !== 'delivery-by-carrier') return [];
        return [outage(), outage({ severity: 'high' }), outage({ state: 'pending' })];
      },
    },
  });
  return { asked, ask: async (path = '/v1/live') => liveSchema.parse((await askApi(deps, path)).body) };
}

describe('the live feed', () => {
  const entries = [
    entryOf(sms('m-1', now - 9 * second, 'sent'), sms('m-1', now - 2 * second, 'delivered')),
    entryOf(sms('m-2', now - 8 * second, 'failed', { errorCode: '40008' })),
    entryOf({
      kind: 'inbound',
      ...told('i-1', now - 7 * second),
      channel: 'sms',
      from: '+14155550199',
      text: 'where?',
    }),
    entryOf({ kind: 'call', ...told('c-1', now - 6 * second), status: 'answered', word: 'call.answered' }),
  ];

  test('tells what happened last, newest first, with masked numbers and no texts', async () => {
    const { events } = await setUp(entries).ask();
    expect(events).toMatchObject([
      {
        type: 'message_delivered',
        id: 'm-1',
        campaign: 'spring-promo',
        person: '+1415•••0123',
        deliveryMs: 7 * second,
      },
      { type: 'call_answered', id: 'c-1' },
      { type: 'inbound_message', id: 'i-1', person: '+1415•••0199' },
      { type: 'message_failed', id: 'm-2', error: '40008', status: 'failed', at: iso(now - 8 * second) },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/5550123|5550199|where/);
  });

  test('asked again, tells what has changed since, and nothing that follows is lost', async () => {
    const { ask } = setUp(entries);
    const { events } = await ask(`/v1/live?since=${iso(now - 6 * second)}`);
    expect(events.map(({ id }) => id)).toEqual(['m-1', 'c-1']);
    expect((await ask()).next).toBe(iso(now - 3 * second));
  });

  test('what had to wait for the table is news when the table takes it', async () => {
    const [late] = entries.map((entry) => ({ ...entry, writtenAt: now - second, updatedAt: now - minute }));
    const { ask } = setUp(late ? [late] : []);
    expect((await ask(`/v1/live?since=${iso(now - 2 * second)}`)).events).toHaveLength(1);
  });

  test('tells the numbers of the last whole minute and what fires for the tenant', async () => {
    const { ask, asked } = setUp([]);
    expect(await ask()).toMatchObject({
      now: iso(now),
      realtime: { minute: '2026-11-21T11:59:00.000Z', started: 7, delivered: 5, failed: 3, inbound: 3, calls: 0 },
      alerts: { firing: 2, critical: 1 },
    });
    expect(asked.counters).toHaveLength(1);
    expect(asked.latest).toEqual([{ tenant: 'main', since: 0, limit: 100 }]);
  });

  test('P-24, I-10: answers at its documented path too', async () => {
    const { ask } = setUp(entries);
    expect(await ask('/api/v1/live?limit=1')).toEqual(await ask('/v1/live?limit=1'));
    expect((await ask('/api/v1/live?limit=1')).events).toHaveLength(1);
  });

  test('refuses a time that it cannot read', async () => {
    expect((await askApi(apiDeps(), '/v1/live?since=yesterday')).body.detail).toMatch(/^since: /);
  });
});
