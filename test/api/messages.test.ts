import { describe, expect, test } from 'vitest';
import { messagesSchema } from '../../functions/api/answers/messages.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { entryOf } from '../support/entry-of.ts';

const at = Date.UTC(2026, 10, 21, 9);
const number = '+14155550123';
const iso = (time: number) => new Date(time).toISOString();

const message = (status: 'sent' | 'delivered' | 'undelivered' | 'expired', after = 0, more: object = {}) =>
  ({
    kind: 'message',
    provider: 'telnyx',
    id: 'm-1',
    channel: 'sms',
    status,
    word: status,
    startedAt: at,
    at: at + after,
    to: number,
    from: '+14155550100',
    carrier: 'AT&T',
    ownIds: { campaign: 'spring-promo', user: 'u-1' },
    ...more,
  }) as const;

async function ask(entries: JournalEntry[], path = '/v1/messages/m-1') {
  const answer = await askApi(apiDeps({ journal: { byId: async () => entries } }), path);
  expect(answer.status).toBe(200);
  return messagesSchema.parse(answer.body);
}

describe('a message is looked up by its id', () => {
  test('with each status and its time, masked numbers, and nothing that leads back to them', async () => {
    const entry = entryOf(message('sent', second), message('delivered', 9 * second));
    const { messages, hint } = await ask([entry]);
    expect(messages).toMatchObject([
      {
        kind: 'message',
        status: 'delivered',
        to: { masked: '+1415•••0123', country: 'US' },
        carrier: 'AT&T',
        campaign: 'spring-promo',
        history: [
          { status: 'sent', at: iso(at + second) },
          { status: 'delivered', at: iso(at + 9 * second) },
        ],
        segments: 1,
        notes: [],
      },
    ]);
    expect(hint).toBeUndefined();
    expect(JSON.stringify(messages)).not.toContain('4155550123');
    expect(JSON.stringify(messages)).not.toContain(entry.kind === 'message' ? entry.to?.hash : '');
  });

  test('with its error explained, and what to do', async () => {
    const { messages } = await ask([entryOf(message('undelivered', second, { errorCode: '40008' }))]);
    expect(messages[0]?.error).toMatchObject({ code: '40008', meaning: expect.any(String), retry: expect.any(String) });
    expect(messages[0]?.error?.remedy).toMatch(/\.$/);
    expect(messages[0]?.error?.source).toMatch(/^https:/);
  });

  test('with a code that nobody here knows, and where to look it up', async () => {
    const { messages } = await ask([entryOf(message('undelivered', second, { errorCode: '40999' }))]);
    expect(messages[0]?.error).toEqual({ code: '40999', source: expect.stringMatching(/^https:/) });
  });

  test.each([
    ['it waits for its receipt', [message('sent')], 'It was handed to the carrier; no receipt has come yet.'],
    ['no receipt came', [message('sent'), message('expired', 72 * hour)], 'nobody knows whether it arrived'],
    [
      'the person had opted out',
      [message('undelivered', minute, { errorCode: '40300' })],
      'The person had opted out of messages from this sender, or blocks it.',
    ],
    [
      'its receipt was late',
      [message('sent'), message('expired', 72 * hour), message('delivered', 80 * hour)],
      'Its receipt came after it had expired.',
    ],
    [
      'its endings exclude each other',
      [message('delivered', minute), message('undelivered', 2 * minute)],
      'The provider told endings that exclude each other; delivered stands.',
    ],
    [
      'a later receipt corrected it',
      [message('undelivered', minute), message('delivered', hour)],
      `A later receipt corrected how it had ended, at ${iso(at + hour)}.`,
    ],
  ])('and a sentence says that %s', async (_, events, sentence) => {
    const { messages } = await ask([entryOf(...events)]);
    expect(messages[0]?.notes.join(' ')).toContain(sentence);
  });

  test('of somebody who was forgotten there is no number, and a sentence says why', async () => {
    const { to: _, ...entry } = entryOf(message('delivered', minute));
    const { messages } = await ask([{ ...entry, forgotten: true } as JournalEntry]);
    expect(messages[0]?.to).toBeUndefined();
    expect(messages[0]?.notes).toContain('The person asked to be forgotten: the number and the user are gone.');
  });

  test('calls, messages from people, opt-outs and faults too', async () => {
    const of = { provider: 'telnyx', id: 'm-1', at, startedAt: at, from: number } as const;
    const call = { kind: 'call', ...of, status: 'busy', word: 'busy', hangupCause: 'user_busy', sipCode: 486 } as const;
    const { messages } = await ask([
      entryOf({ ...call, to: number, from: '+14155550100' }),
      entryOf({ kind: 'inbound', ...of, channel: 'sms', text: 'STOP' }),
      entryOf({ kind: 'consent', ...of, status: 'opted-out' }),
      entryOf({ kind: 'fault', ...of, provider: 'twilio', level: 'error', errorCode: '11200', ours: true }),
    ]);
    expect(messages.map(({ kind, status, notes }) => ({ kind, status, notes }))).toEqual([
      { kind: 'call', status: 'busy', notes: ['It was ended: user_busy, SIP 486.'] },
      { kind: 'inbound', status: 'received', notes: ['It was taken as stop.'] },
      { kind: 'consent', status: 'opted-out', notes: ['The person wants no more messages.'] },
      { kind: 'fault', status: 'error', notes: ['The provider could not deliver a webhook to us.'] },
    ]);
    expect(messages[0]?.history.map(({ status }) => status)).toEqual(['initiated', 'busy']);
    expect(messages[3]?.error).toMatchObject({ code: '11200', meaning: expect.any(String) });
    expect(JSON.stringify(messages)).not.toContain('5550123');
  });

  test('if nothing is known, words say what that can mean', async () => {
    const { messages, hint } = await ask([]);
    expect(messages).toEqual([]);
    expect(hint).toContain('status callback URL');
    expect(hint).toContain('more than 90 days ago');
  });

  test.each(['has space', 'a#b'])('an id that nobody has is refused: %s', async (id) => {
    const answer = await askApi(apiDeps(), `/v1/messages/${encodeURIComponent(id)}`);
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringMatching(/^id: /)]);
  });
});

describe('what a person got is looked up by the number', () => {
  const asked: unknown[] = [];
  const known = [3, 2, 1].map((n) => entryOf(message('sent', 0, { id: `m-${n}`, startedAt: at + n * minute })));
  const deps = apiDeps({
    journal: {
      async byNumber(question) {
        asked.push(question);
        return known.slice(question.after ? 2 : 0).slice(0, question.limit);
      },
      standing: async () => {
        const said = { status: 'opted-out', since: at, provider: 'telnyx', by: 'key' } as const;
        return { tenant: 'main', person: 'hash', ...said };
      },
    },
  });

  test.each([
    ['a plus that became a space', '/v1/messages?to=+14155550123'],
    ['its plus escaped', '/v1/messages?to=%2B14155550123'],
    ['no plus', '/v1/messages?to=14155550123'],
    ['two zeros', '/v1/messages?to=0014155550123'],
    ['brackets and dashes', '/v1/messages?to=%2B1%20(415)%20555-0123'],
    ['its channel', '/v1/messages?to=whatsapp:%2B14155550123'],
  ])('with %s', async (_, path) => {
    asked.length = 0;
    expect((await askApi(deps, path)).status).toBe(200);
    expect(asked).toMatchObject([{ tenant: 'main', number }]);
  });

  test('in a body, so that it stands in no URL', async () => {
    asked.length = 0;
    const { status, body } = await askApi(deps, '/v1/messages/search', { method: 'POST', body: { to: number } });
    expect([status, body.messages.length]).toEqual([200, 3]);
    expect(asked).toMatchObject([{ number, limit: 21 }]);
  });

  test('page by page, and with what the person said of being written to', async () => {
    const first = messagesSchema.parse((await askApi(deps, '/v1/messages?to=14155550123&limit=2')).body);
    expect(first.messages.map(({ id }) => id)).toEqual(['m-3', 'm-2']);
    expect(first.consent).toEqual({ status: 'opted-out', since: iso(at), provider: 'telnyx' });
    asked.length = 0;
    const second = await askApi(deps, `/v1/messages?to=14155550123&limit=2&cursor=${first.next}`);
    expect(asked).toMatchObject([{ after: { key: known[1]?.key, startedAt: known[1]?.startedAt } }]);
    expect(messagesSchema.parse(second.body)).toMatchObject({ messages: [{ id: 'm-1' }] });
    expect(second.body.next).toBeUndefined();
  });

  test('if nothing is known, words say what that can mean', async () => {
    const nobody = { byNumber: async () => [], standing: async () => undefined };
    const { body } = await askApi(apiDeps({ journal: nobody }), '/v1/messages?to=4155550123');
    expect(body).toEqual({ messages: [], hint: expect.stringContaining('with its country code') });
  });

  test.each([
    ['without a number', '/v1/messages', 'to: '],
    ['with what is no number', '/v1/messages?to=bob', 'to: write the number with its country code'],
    ['with a cursor of nobody', '/v1/messages?to=14155550188&cursor=x', 'cursor: write `next`'],
    ['with too much', '/v1/messages?to=14155550188&limit=1000', 'limit: write a number from 1 to 100'],
    ['by another name', '/v1/messages?number=14155550123', ''],
  ])('%s: what to change', async (_, path, says) => {
    const { status, body } = await askApi(deps, path);
    expect(status).toBe(400);
    expect(body.detail).toContain(says);
    expect(JSON.stringify(body)).not.toContain('5550188');
  });
});
