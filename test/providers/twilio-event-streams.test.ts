import { describe, expect, test } from 'vitest';
import { twilio } from '../../functions/providers/twilio/twilio.ts';

const url = 'https://hooks.example.com/webhooks/twilio?bodySHA256=0';
const messageSid = 'SM0000000000000000000000000000000a';
const callSid = 'CA0000000000000000000000000000000a';
const account = 'AC00000000000000000000000000000001';

function parse(told: unknown) {
  const body = Buffer.from(typeof told === 'string' ? told : JSON.stringify(told));
  return twilio.parse({ method: 'POST', urls: [url], headers: {}, body }, url);
}
function eventsOf(told: unknown) {
  const parsed = parse(told);
  return parsed.kind === 'parsed' ? parsed.events : [];
}

const cloudEvent = (type: string, data: object = {}, more: object = {}) => ({
  specversion: '1.0',
  type: `com.twilio.${type}`,
  source: 'x',
  id: 'EZ1',
  time: '2025-06-02T14:05:10.000Z',
  data,
  ...more,
});
const message = (word: string, more: object = {}) =>
  cloudEvent(`messaging.message.${word}`, {
    messageSid,
    accountSid: account,
    messageStatus: word.toUpperCase(),
    timestamp: '2025-06-02T14:05:09.000Z',
    from: '+14155550100',
    to: '+14155550123',
    ...more,
  });

describe('a message in an event stream', () => {
  test.each(['queued', 'sent', 'delivered', 'undelivered', 'failed', 'read', 'canceled'])(
    'S7: %s in capitals is our status of that name, with its time',
    (status) => {
      const at = Date.UTC(2025, 5, 2, 14, 5, 9);
      expect(eventsOf(message(status))).toMatchObject([{ id: messageSid, status, word: status, at, account }]);
    },
  );

  test('S7: has a number for its error code, and tells segments, pool and tags', () => {
    const told = {
      errorCode: 30007,
      numberOfSegments: 3,
      messagingServiceSid: 'MG00000000000000000000000000000001',
      tags: { campaign: 'c-7', user: 'u-42', other: 'x', template: 7 },
    };
    expect(eventsOf(message('undelivered', told))).toMatchObject([
      { errorCode: '30007', segments: 3, pool: told.messagingServiceSid, ownIds: { campaign: 'c-7', user: 'u-42' } },
    ]);
  });

  test('has own ids from the query of its callback too, after its tags', () => {
    const told = { tags: { campaign: 'tag' }, statusCallBackUrl: 'https://x.example/?campaign=query&user=u-42' };
    expect(eventsOf(message('sent', told))).toMatchObject([{ ownIds: { campaign: 'tag', user: 'u-42' } }]);
  });

  test('is told by its type where the data leave the status out', () => {
    expect(eventsOf(message('delivered', { messageStatus: undefined }))).toMatchObject([{ status: 'delivered' }]);
  });

  test.each([
    ['the time of the event', { timestamp: undefined }, Date.UTC(2025, 5, 2, 14, 5, 10)],
    ['nanoseconds', { timestamp: '2025-06-02T14:05:09.123456789Z' }, Date.UTC(2025, 5, 2, 14, 5, 9, 123)],
    ['the time of the event for a broken one', { timestamp: 'soon' }, Date.UTC(2025, 5, 2, 14, 5, 10)],
  ])('takes %s', (_, told, at) => {
    expect(eventsOf(message('sent', told))).toMatchObject([{ at }]);
  });

  test('that came in tells its text and media; its account may be in the source only', () => {
    const data = { messageSid, from: '+14155550123', to: '+14155550100', body: 'STOP', numMedia: 1, numSegments: 1 };
    const source = `/2010-04-01/Accounts/${account}/Messages/${messageSid}.json`;
    expect(eventsOf(cloudEvent('messaging.inbound-message.received', data, { source }))).toMatchObject([
      { kind: 'inbound', id: messageSid, text: 'STOP', media: 1, segments: 1, account },
    ]);
  });
});

describe('a call in an event stream', () => {
  const call = (type: string, parameters: object, more: object = {}) =>
    cloudEvent(`voice.status-callback.${type}`, {
      sid: callSid,
      timestamp: '2025-06-02T14:05:40.000Z',
      request: { method: 'POST', url: 'https://x.example/?campaign=c-7', parameters },
      ...more,
    });

  test.each([
    ['as forms write them', { CallSid: callSid, CallStatus: 'no-answer', SequenceNumber: 3, CallDuration: 0 }],
    ['as JavaScript does', { callSid, callStatus: 'no-answer', sequenceNumber: 3, callDuration: '0' }],
    ['with underscores', { call_sid: callSid, call_status: 'no-answer', sequence_number: '3', call_duration: 0 }],
    ['in lower case', { callsid: callSid, callstatus: 'NO-ANSWER', sequencenumber: 3, callduration: 0 }],
  ])('is read by the parameters of its callback, %s', (_, parameters) => {
    expect(eventsOf(call('call.completed', parameters))).toMatchObject([
      { kind: 'call', id: callSid, status: 'no-answer', sequence: 3, durationMs: 0, ownIds: { campaign: 'c-7' } },
    ]);
  });

  test('is read by its data where there are no parameters', () => {
    const data = { callSid, callStatus: 'ringing' };
    expect(eventsOf(cloudEvent('voice.status-callback.call.ringing', data))).toMatchObject([
      { id: callSid, status: 'ringing' },
    ]);
  });

  test.each([
    ['initiated', 'initiated'],
    ['ringing', 'ringing'],
    ['answered', 'answered'],
  ])('is %s by its type alone', (type, status) => {
    expect(eventsOf(call(`call.${type}`, {}))).toMatchObject([{ id: callSid, status }]);
    const former = cloudEvent(`voice.webhook.status-callback.call.${type}`, { sid: callSid });
    expect(eventsOf(former)).toMatchObject([{ id: callSid, status }]);
  });

  test('is not completed by its type alone: the type is the same however a call ends', () => {
    expect(parse(call('call.completed', {}))).toMatchObject({ events: [], ignored: ['call without a status'] });
  });

  test('tells who answered', () => {
    expect(eventsOf(call('amd.detected', { AnsweredBy: 'machine_start' }))).toMatchObject([
      { id: callSid, answeredBy: 'machine' },
    ]);
  });
});

test('an error log is a fault, whose details are JSON inside JSON', () => {
  const sid = 'NO0000000000000000000000000000000a';
  const payload = JSON.stringify({ webhook: { request: { url } }, resource_sid: messageSid });
  const data = { sid, account_sid: account, level: 'ERROR', error_code: '11200', payload };
  const log = (more: object) => cloudEvent('error-logs.error.logged', { ...data, ...more });
  expect(eventsOf(log({}))).toMatchObject([
    { kind: 'fault', id: sid, level: 'error', errorCode: '11200', resource: messageSid, ours: true, account },
  ]);
  expect(parse(log({ level: 'INFO' }))).toMatchObject({ events: [], ignored: ['fault of level info'] });
});

describe('a body', () => {
  test('S7: may be one event or a list', () => {
    expect(eventsOf(message('sent'))).toHaveLength(1);
    expect(eventsOf([message('sent'), message('delivered')])).toHaveLength(2);
  });

  test('loses nothing to an event that cannot be read, or is none', () => {
    const broken = [message('sent', { messageSid: 'SM1' }), cloudEvent('error-logs.error.logged'), 7, null, { a: 1 }];
    expect(parse([...broken, message('delivered')])).toMatchObject({
      kind: 'parsed',
      events: [{ status: 'delivered' }],
      ignored: [
        'unreadable com.twilio.messaging.message.sent',
        'unreadable com.twilio.error-logs.error.logged',
        'unreadable CloudEvent',
      ],
      incomplete: true,
    });
  });

  test('S18: of types that we do not count names each once, and not too many', () => {
    const many = Array.from({ length: 100 }, (_, index) => cloudEvent(`new.${index % 50}`));
    const parsed = parse(many);
    expect(parsed).toMatchObject({ kind: 'parsed', events: [] });
    expect(new Set(parsed.kind === 'parsed' ? parsed.ignored : []).size).toBe(20);
    expect(parse(cloudEvent('x'.repeat(300)))).toMatchObject({ ignored: [`com.twilio.${'x'.repeat(53)}`] });
    expect(parse(message('teleported'))).toMatchObject({ events: [], ignored: ['status teleported'] });
  });

  test.each(['', '7', 'null', '"text"', '{}', '[[]]', '{"type":7}', '{"type":', '[1,2]', 'a=1&b=2'])(
    'that holds no CloudEvent is malformed: %s',
    (text) => {
      expect(parse(text)).toEqual({ kind: 'malformed', why: 'unreadable CloudEvent' });
    },
  );

  const size = 256 * 1024;
  test.each([
    ['a deep nest', '['.repeat(size)],
    ['a deep nest that ends', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`],
    ['many numbers', `[${'1,'.repeat(size / 2 - 1)}1]`],
    ['many empty events', `[${'{"type":"com.twilio.messaging.message.sent"},'.repeat(5600)}{}]`],
    ['many tags', JSON.stringify(message('sent', { tags: Object.fromEntries(manyNames(20_000)) }))],
    ['a long tag', JSON.stringify(message('sent', { tags: { campaign: '\u0301'.repeat(80_000) } }))],
    ['many members', JSON.stringify({ ...message('sent'), ...Object.fromEntries(manyNames(20_000)) })],
  ])('of %s takes no time', (_, text) => {
    parse(text);
    const started = performance.now();
    expect(['parsed', 'malformed']).toContain(parse(text).kind);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

function manyNames(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`n${index}`, '1']);
}
