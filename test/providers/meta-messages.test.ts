import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import { contributions } from '../../functions/core/contributions.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import { bucketText, day } from '../../functions/core/time.ts';
import { meta } from '../../functions/providers/meta/meta.ts';

const at = Date.UTC(2025, 5, 2, 14, 5);
const seconds = (time: number) => String(time / 1000);

const bodyOf = (value: unknown) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'waba-1', changes: [{ field: 'messages', value }] }],
});
const parse = (body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return meta.parse({ method: 'POST', urls: [''], headers: {}, body: Buffer.from(text) }, '');
};
const statusOf = (more: Record<string, unknown> = {}) => ({
  id: 'wamid.1',
  status: 'delivered',
  timestamp: seconds(at),
  recipient_id: '13125550123',
  ...more,
});
const eventsOf = (...statuses: unknown[]) => {
  const metadata = { display_phone_number: '+1 312-555-0100', phone_number_id: 'phone-1' };
  const parsed = parse(bodyOf({ metadata, statuses }));
  return parsed.kind === 'parsed' ? parsed.events : [];
};

/** The journal after all statuses, in the order told. */
function journalOf(statuses: unknown[], receivedAt = at): JournalEntry[] {
  const entries = new Map<string, JournalEntry>();
  const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt, fromWall: (time: number) => time };
  for (const event of eventsOf(...statuses).flatMap((one) => toJournalEvents(one, context))) {
    const step = advance(entries.get(event.key), event);
    if (step.kind === 'changed') entries.set(event.key, step.entry);
  }
  return [...entries.values()];
}

const outcomesIn = (entry: JournalEntry | undefined) =>
  entry ? [...contributions(entry).values()].find(({ dimension }) => dimension === 'total')?.measures : undefined;

describe('a status', () => {
  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s is %s', (word, status) => {
    expect(eventsOf(statusOf({ status: word }))).toMatchObject([{ status, word, to: '+13125550123' }]);
  });

  test('S5: read without delivered counts as delivered and read', () => {
    const [entry] = journalOf([statusOf({ status: 'read' })]);
    expect(entry).toMatchObject({ status: 'read', outcome: { is: 'delivered' } });
    expect(outcomesIn(entry)).toMatchObject({ 'o.started': 1, 'o.sent': 1, 'o.delivered': 1, 'o.read': 1 });
  });

  test('S6: delivered and failed for one message, in any order, is one message and one conflict', () => {
    const failed = statusOf({ status: 'failed', errors: [{ code: 131026 }] });
    for (const order of [
      [failed, statusOf()],
      [statusOf(), failed],
    ]) {
      const entries = journalOf(order);
      expect(entries).toHaveLength(1);
      const counted = outcomesIn(entries[0]);
      expect(counted).toMatchObject({ 'o.started': 1, 'o.delivered': 1, 'o.conflict': 1 });
      expect(counted).not.toHaveProperty('o.failed');
    }
  });

  test('S21: what comes a week late counts in the minute in which it happened, not in that of its arrival', () => {
    const late = [statusOf({ status: 'sent' }), statusOf({ status: 'failed', errors: [{ code: 131026 }] })];
    const [entry] = journalOf(late, at + 7 * day);
    expect(entry).toMatchObject({ startedAt: at, outcome: { is: 'failed', at } });
    const minutes = entry ? [...contributions(entry).values()].filter((one) => one.granularity === 'minute') : [];
    expect(minutes.length).toBeGreaterThan(3);
    expect([...new Set(minutes.map(({ start }) => bucketText(start)))]).toEqual(['2025-06-02T14:05Z']);
  });

  test('its time may be a number; one that makes no sense is none', () => {
    expect(eventsOf(statusOf({ timestamp: at / 1000 }))).toMatchObject([{ at }]);
    for (const timestamp of ['', 'soon', '0', -5, null, '1e99', String(at), {}]) {
      expect(eventsOf(statusOf({ timestamp }))).toMatchObject([{ at: undefined }]);
    }
  });

  test.each([
    ['campaign=c-7&user=u%2042', { campaign: 'c-7', user: 'u 42' }],
    ['{"campaign":"c-7","user":42,"other":"x","template":{}}', { campaign: 'c-7', user: '42' }],
    ['campaign:c-7, user:u-42', { campaign: 'c-7', user: 'u-42' }],
    ['campaign:c-7;template:a=b', { campaign: 'c-7', template: 'a=b' }],
    ['order 4711', {}],
    ['{"campaign":', {}],
    ['__proto__=x&constructor=y', {}],
    ['', {}],
  ])('carries the team’s own ids in callback data such as %j', (data, ids) => {
    expect(eventsOf(statusOf({ biz_opaque_callback_data: data }))[0]?.ownIds).toEqual(ids);
  });

  test.each([
    [131026, '131026'],
    ['131026', '131026'],
    [0, undefined],
    ['none', undefined],
    [null, undefined],
    [{}, undefined],
  ])('error code %j is %j, and only of a failure', (code, errorCode) => {
    expect(eventsOf(statusOf({ status: 'failed', errors: [{ code }] }))).toMatchObject([{ errorCode }]);
    expect(eventsOf(statusOf({ errors: [{ code }] }))).toMatchObject([{ errorCode: undefined }]);
  });

  test('of a group is one entry per member', () => {
    const member = (participant: string) =>
      statusOf({ recipient_id: '120363000000000001', recipient_type: 'group', recipient_participant_id: participant });
    const entries = journalOf([member('13125550123'), member('13125550124'), member('13125550123')]);
    expect(entries).toHaveLength(2);
  });

  test('of fields that we can do without may have any type', () => {
    const odd = { recipient_id: 7, pricing: [], errors: {}, biz_opaque_callback_data: 7, recipient_type: {} };
    expect(eventsOf(statusOf(odd))).toMatchObject([{ id: 'wamid.1', status: 'delivered', to: undefined }]);
  });
});

describe('an inbound message', () => {
  const inbound = (more: Record<string, unknown>) => {
    const metadata = { display_phone_number: '13125550100' };
    const message = { id: 'wamid.2', from: '13125550123', timestamp: seconds(at), ...more };
    const parsed = parse(bodyOf({ metadata, messages: [message] }));
    return parsed.kind === 'parsed' ? parsed.events : [];
  };
  const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt: at, fromWall: (time: number) => time };
  const kinds = (more: Record<string, unknown>) =>
    inbound(more).flatMap((event) => toJournalEvents(event, context).map(({ kind }) => kind));

  test('that says stop, in words or by a button, is an opt-out', () => {
    expect(kinds({ type: 'text', text: { body: ' Stop. ' } })).toEqual(['inbound', 'consent']);
    expect(kinds({ type: 'button', button: { text: 'Stop' } })).toEqual(['inbound', 'consent']);
    expect(kinds({ type: 'text', text: { body: 'please do not stop' } })).toEqual(['inbound']);
  });

  test('that says stop to a group is none', () => {
    expect(kinds({ type: 'text', text: { body: 'stop' }, group_id: 'g-1' })).toEqual(['inbound']);
  });

  test('of a type that WhatsApp adds some day still is one', () => {
    expect(inbound({ type: 'hologram' })).toMatchObject([{ kind: 'inbound', media: undefined }]);
    expect(inbound({ type: 'sticker' })).toMatchObject([{ kind: 'inbound', media: 1 }]);
  });

  test('of somebody without a number is from the user id', () => {
    expect(inbound({ type: 'text', from: undefined, from_user_id: 'US.1' })).toMatchObject([{ from: 'US.1' }]);
  });
});

describe('a webhook', () => {
  test('one item that cannot be read does not take the others with it', () => {
    const parsed = parse(bodyOf({ statuses: [null, { status: 'sent' }, statusOf()] }));
    expect(parsed).toMatchObject({ kind: 'parsed', events: [{ id: 'wamid.1' }], ignored: ['unreadable status'] });
  });

  test.each([
    ['no JSON', 'a=b'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no entries', { object: 'whatsapp_business_account' }],
    ['entries that are none', { object: 'whatsapp_business_account', entry: [1, {}, null] }],
    ['a number as its status', bodyOf({ statuses: [statusOf({ status: 7 })] })],
    ['an id that cannot be a key', bodyOf({ statuses: [statusOf({ id: 'a#b' })] })],
  ])('with %s is malformed', (_, body) => {
    expect(parse(body)).toMatchObject({ kind: 'malformed' });
  });

  test('of another product is named and left alone', () => {
    expect(parse({ object: 'instagram', entry: [] })).toEqual({
      kind: 'parsed',
      events: [],
      ignored: ['object instagram'],
    });
  });

  test('names of every object’s properties are no fields and no statuses', () => {
    const changes = ['__proto__', 'constructor'].map((field) => ({ field, value: {} }));
    const statuses = { field: 'messages', value: { statuses: [statusOf({ status: 'constructor' })] } };
    const entry = [{ id: '1', changes: [...changes, statuses] }];
    expect(parse({ object: 'whatsapp_business_account', entry })).toEqual({
      kind: 'parsed',
      events: [],
      ignored: ['field __proto__', 'field constructor', 'status constructor'],
    });
  });

  test('however hostile, is done with quickly', () => {
    const bodies = [
      `{"object":"whatsapp_business_account","entry":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      JSON.stringify(bodyOf({ statuses: 'x' })).replace('"x"', '{"a":'.repeat(20_000) + 1 + '}'.repeat(20_000)),
      JSON.stringify(bodyOf({ statuses: Array(20_000).fill({}) })),
      JSON.stringify(bodyOf({ statuses: [statusOf({ timestamp: 1 })] })).replace('"timestamp":1', '"timestamp":1e999'),
      JSON.stringify(bodyOf({ statuses: [statusOf({ id: 'x'.repeat(100_000) })] })),
    ];
    for (const body of bodies) parse(body);
    for (const body of bodies) {
      const start = performance.now();
      parse(body);
      expect(performance.now() - start).toBeLessThan(50);
    }
  });
});
