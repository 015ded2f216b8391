import { describe, expect, test } from 'vitest';
import { evolution } from '../../functions/providers/evolution/evolution.ts';

const parse = (body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return evolution.parse({ method: 'POST', urls: [''], headers: {}, body: Buffer.from(text) }, '');
};
const tell = (event: string, data: unknown, more: Record<string, unknown> = {}) =>
  parse({ event, instance: 'main', data, sender: '13125550100@s.whatsapp.net', ...more });
const eventsOf = (...args: Parameters<typeof tell>) => {
  const parsed = tell(...args);
  return parsed.kind === 'parsed' ? parsed.events : [];
};

describe('a status', () => {
  const update = (more: Record<string, unknown> = {}) => ({
    keyId: '3EB01',
    remoteJid: '13125550123@s.whatsapp.net',
    fromMe: true,
    status: 'DELIVERY_ACK',
    ...more,
  });

  test.each([
    ['ERROR', 'failed'],
    ['PENDING', 'queued'],
    ['SERVER_ACK', 'sent'],
    ['DELIVERY_ACK', 'delivered'],
    ['READ', 'read'],
    ['PLAYED', 'read'],
  ])('%s is %s', (word, status) => {
    expect(eventsOf('messages.update', update({ status: word }))).toMatchObject([{ id: '3EB01', status, word }]);
  });

  test.each(['DELETED', 'SOMETHING_NEW', 'constructor', 7])('%s is named and not counted', (status) => {
    const parsed = tell('messages.update', update({ status }));
    expect(parsed).toEqual({ kind: 'parsed', events: [], ignored: [`status ${status}`] });
  });

  test('is counted by when it came in, because the gateway’s time is wrong by some hours', () => {
    const told = eventsOf('messages.update', update(), { date_time: '2025-06-02T11:05:00.000Z' });
    expect(told).toMatchObject([{ at: undefined }]);
    expect(told[0]?.startedAt).toBeUndefined();
  });

  test.each([
    ['13125550123@s.whatsapp.net', '+13125550123'],
    ['13125550123:7@s.whatsapp.net', '+13125550123'],
    ['13125550123@c.us', '+13125550123'],
    ['100000000000009@lid', '100000000000009@lid'],
    [undefined, undefined],
  ])('to %s is to %s', (remoteJid, to) => {
    expect(eventsOf('messages.update', update({ remoteJid }))).toMatchObject([{ to, from: '+13125550100' }]);
  });

  test('of a group is of its member; of the group as a whole only a failure counts', () => {
    const remoteJid = '120363000000000001@g.us';
    const member = update({ remoteJid, participant: '13125550124@s.whatsapp.net' });
    expect(eventsOf('messages.update', member)).toMatchObject([{ to: '+13125550124', grouped: true }]);
    expect(tell('messages.update', update({ remoteJid }))).toMatchObject({ ignored: ['group status DELIVERY_ACK'] });
    expect(eventsOf('messages.update', update({ remoteJid, status: 'ERROR' }))).toMatchObject([{ status: 'failed' }]);
  });

  test('is found by the id that older versions give it', () => {
    expect(eventsOf('messages.update', update({ keyId: undefined, id: '3EB02' }))).toMatchObject([{ id: '3EB02' }]);
  });

  test('comes under either spelling of the event', () => {
    expect(eventsOf('MESSAGES_UPDATE', [update()])).toHaveLength(1);
  });
});

describe('an inbound message', () => {
  const message = (content: unknown, key: Record<string, unknown> = {}) => ({
    key: { id: '3EB03', remoteJid: '13125550123@s.whatsapp.net', fromMe: false, ...key },
    message: content,
    messageTimestamp: 1_748_873_099,
  });

  test.each([
    [{ conversation: 'hi' }, 'hi'],
    [{ extendedTextMessage: { text: 'hi' } }, 'hi'],
    [{ buttonsResponseMessage: { selectedDisplayText: 'Yes' } }, 'Yes'],
    [{ templateButtonReplyMessage: { selectedDisplayText: 'Yes' } }, 'Yes'],
    [{ listResponseMessage: { title: 'Monday' } }, 'Monday'],
    [{ ephemeralMessage: { message: { viewOnceMessage: { message: { conversation: 'hi' } } } } }, 'hi'],
    [{ conversation: 7, extendedTextMessage: 'x' }, undefined],
    [[{ conversation: 'hi' }], undefined],
    [{ ephemeralMessage: { message: ['hi'] } }, undefined],
    [undefined, undefined],
  ])('with %j says %j', (content, text) => {
    expect(eventsOf('messages.upsert', message(content))).toMatchObject([{ kind: 'inbound', text, media: undefined }]);
  });

  test('that says stop to a group says it to the group', () => {
    const key = { remoteJid: '120363000000000001@g.us', participant: '13125550124@s.whatsapp.net' };
    const [event] = eventsOf('messages.upsert', message({ conversation: 'stop' }, key));
    expect(event).toMatchObject({ from: '+13125550124', text: undefined });
  });

  test.each([1_748_873_099, '1748873099'])('tells its time as %j', (messageTimestamp) => {
    const data = { ...message({}), messageTimestamp };
    expect(eventsOf('messages.upsert', data)).toMatchObject([{ at: 1_748_873_099_000 }]);
  });

  test('is from the number where the gateway knows it, else from the id that hides it', () => {
    const hidden = { remoteJid: '1@lid', remoteJidAlt: '13125550123@s.whatsapp.net' };
    expect(eventsOf('messages.upsert', message({}, hidden))).toMatchObject([{ from: '+13125550123' }]);
    expect(eventsOf('messages.upsert', message({}, { remoteJid: '1@lid' }))).toMatchObject([{ from: '1@lid' }]);
  });

  test.each([
    ['own message', message({}, { fromMe: true })],
    ['broadcast', message({}, { remoteJid: 'status@broadcast' })],
    ['broadcast', message({}, { remoteJid: '1@newsletter' })],
    ['reaction', { ...message({}), messageType: 'reactionMessage' }],
    ['protocolMessage', { ...message({}), messageType: 'protocolMessage' }],
  ])('is none if it is %s', (name, data) => {
    expect(tell('messages.upsert', data)).toEqual({ kind: 'parsed', events: [], ignored: [name] });
  });
});

describe('a connection', () => {
  const connect = (data: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    eventsOf('connection.update', data, more);

  test.each([
    [
      { state: 'open', statusReason: 200 },
      { status: 'active', word: 'open', reason: undefined },
    ],
    [{ state: 'connecting' }, { status: 'pending', word: 'connecting' }],
    [
      { state: 'close', statusReason: 401 },
      { status: 'disconnected', word: 'close 401', reason: 'logged out' },
    ],
    [
      { state: 'close', statusReason: 999 },
      { status: 'disconnected', word: 'close 999', reason: undefined },
    ],
    [{ state: 'close' }, { status: 'disconnected', word: 'close', reason: undefined }],
    [
      { state: 'refused', statusReason: 428 },
      { status: 'disconnected', word: 'refused 428' },
    ],
  ])('%j is %j', (data, told) => {
    expect(connect(data)).toMatchObject([{ unit: 'connection', unitId: 'main', ...told }]);
  });

  test('has news that is the same when it is sent again, and another when it happens again', () => {
    const close = { state: 'close', statusReason: 401 };
    const ids = ['2025-06-02T11:05:00.000Z', '2025-06-02T11:05:00.000Z', '2025-06-02T12:00:00.000Z'].map(
      (date_time) => connect(close, { date_time })[0]?.id,
    );
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(connect({ state: 'open' })[0]?.id).not.toBe(connect(close)[0]?.id);
  });

  test('that is called by its number is shown without it', () => {
    expect(connect({ state: 'open' }, { instance: '13125550100' })).toMatchObject([{ unitId: '13125•••0100' }]);
  });
});

describe('a webhook', () => {
  test.each([
    ['no JSON', 'a=b'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no event', { data: {} }],
    ['a status without an id', { event: 'messages.update', data: { status: 'READ' } }],
    ['a message without a key', { event: 'messages.upsert', data: { message: {} } }],
    ['no data', { event: 'connection.update', instance: 'main' }],
    ['an id that cannot be a key', { event: 'messages.update', data: { keyId: 'a#b', status: 'READ' } }],
  ])('with %s is malformed', (_, body) => {
    expect(parse(body)).toMatchObject({ kind: 'malformed' });
  });

  test.each(['qrcode.updated', 'constructor', '__proto__'])('of event %s is named and left alone', (event) => {
    const name = event.replaceAll('_', '.');
    expect(tell(event, {})).toEqual({ kind: 'parsed', events: [], ignored: [`event ${name}`] });
  });

  test('one item that cannot be read does not take the others with it', () => {
    const data = [null, { keyId: '3EB01', status: 'READ' }, {}];
    expect(tell('messages.update', data)).toMatchObject({ events: [{ id: '3EB01' }], ignored: ['unreadable status'] });
  });
});
