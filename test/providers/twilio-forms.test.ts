import { describe, expect, test } from 'vitest';
import { twilio } from '../../functions/providers/twilio/twilio.ts';
import { twilioRequest, twilioStatus } from '../support/signing.ts';

const base = 'https://hooks.example.com/webhooks/twilio';
const account = 'AC00000000000000000000000000000001';
const messageSid = 'SM0000000000000000000000000000000a';
const callSid = 'CA0000000000000000000000000000000a';
const faultSid = 'NO0000000000000000000000000000000a';

type Form = Record<string, string>;
const requestOf = (form: Form, url = base) => twilioRequest(Object.entries(form), { url });
const parse = (form: Form, url = base) => twilio.parse(requestOf(form, url), url);
const answer = (form: Form) => twilio.answer(requestOf(form));
function eventOf(form: Form, url?: string) {
  const parsed = parse(form, url);
  return parsed.kind === 'parsed' ? parsed.events[0] : undefined;
}
const ignoring = (...names: string[]) => ({ kind: 'parsed', events: [], ignored: names });
const twiml = { status: 200, contentType: 'text/xml', body: '<Response/>' };

describe('a status callback', () => {
  const status = (word: string, more: Form = {}) => ({ ...Object.fromEntries(twilioStatus(word)), ...more });

  test.each([
    ['read', 'READ', 'read'],
    ['delivered', 'READ', 'read'],
    ['sent', 'read', 'read'],
    ['delivered', 'DELIVERED', 'delivered'],
    ['undelivered', 'UNDELIVERED', 'undelivered'],
    ['failed', 'READ', 'failed'],
  ])('of status %s with EventType %s is %s', (word, EventType, status_) => {
    expect(eventOf(status(word, { EventType }))).toMatchObject({ status: status_ });
  });

  test.each([
    ['whatsapp', 'whatsapp:+14155550100', 'whatsapp:+14155550123', 'whatsapp'],
    ['', 'whatsapp:+14155550100', 'whatsapp:+14155550123', 'whatsapp'],
    ['rcs', 'rcs:acme_agent', '+14155550123', 'rcs'],
    ['', 'rcs:acme_agent', '+14155550123', 'rcs'],
    ['messenger', 'messenger:1', 'messenger:2', 'messenger'],
    ['carrier-pigeon', '1', '2', 'other'],
    ['constructor', '1', '2', 'other'],
    ['', 'ACME', '+14155550123', 'sms'],
    ['', '12345', '+14155550123', 'sms'],
    ['sms', '+14155550100', '+14155550123', 'sms'],
  ])(
    'S24: with the prefix %j from %s to %s is of the channel its addresses say',
    (ChannelPrefix, From, To, channel) => {
      expect(eventOf(status('sent', { ChannelPrefix, From, To }))).toMatchObject({ channel, from: From, to: To });
    },
  );

  test('names its messaging service as the pool, and leaves out what is none', () => {
    const MessagingServiceSid = 'MG00000000000000000000000000000001';
    expect(eventOf(status('sent', { MessagingServiceSid }))).toMatchObject({ pool: MessagingServiceSid });
    expect(eventOf(status('sent', { MessagingServiceSid: 'MG1' }))?.pool).toBeUndefined();
  });

  test('S3: has no time, not even that of the carrier, which names no zone', () => {
    expect(eventOf(status('delivered', { RawDlrDoneDate: '2506021405' }))?.at).toBeUndefined();
  });

  test('is the same message whatever the case of its id', () => {
    const ids = { MessageSid: messageSid.toLowerCase(), AccountSid: account.toLowerCase() };
    expect(eventOf(status('sent', ids))).toMatchObject({ id: messageSid, account });
    expect(eventOf(status('sent', { MessageSid: `SM${'A'.repeat(32)}` }))).toMatchObject({ id: `SM${'a'.repeat(32)}` });
  });

  test('without AccountSid is malformed: what is signed could have been cut elsewhere', () => {
    for (const AccountSid of ['', 'AC1', 'SM00000000000000000000000000000001']) {
      expect(parse(status('sent', { AccountSid }))).toEqual({ kind: 'malformed', why: 'no AccountSid' });
    }
  });

  test('is answered 204', () => {
    for (const word of ['queued', 'sent', 'delivered', 'teleported'])
      expect(answer(status(word))).toEqual({ status: 204 });
  });
});

describe('an inbound message', () => {
  const inbound = (more: Form = {}) => ({
    MessageSid: messageSid,
    SmsStatus: 'received',
    AccountSid: account,
    From: '+14155550123',
    To: '+14155550100',
    Body: 'hello',
    NumMedia: '0',
    NumSegments: '2',
    ...more,
  });

  test('tells its text, segments, media and the country of who wrote it', () => {
    const from = { FromCountry: 'CA', FromCity: '', ToCountry: 'US' };
    expect(parse(inbound({ NumMedia: '3', ...from }), `${base}?campaign=c-7`)).toEqual({
      kind: 'parsed',
      events: [
        {
          kind: 'inbound',
          provider: 'twilio',
          id: messageSid,
          channel: 'sms',
          from: '+14155550123',
          to: '+14155550100',
          text: 'hello',
          segments: 2,
          media: 3,
          country: 'CA',
          ownIds: { campaign: 'c-7' },
          account,
        },
      ],
      ignored: [],
    });
  });

  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['stop', 'stop'],
    ['', undefined],
    ['constructor', undefined],
  ])('on which Twilio acted as %j has the keyword %s', (OptOutType, keyword) => {
    expect(eventOf(inbound({ OptOutType, Body: 'PARAR' }))).toMatchObject({ keyword, text: 'PARAR' });
  });

  test('tells nothing of a WhatsApp profile', () => {
    const personal = { From: 'whatsapp:+14155550123', ProfileName: 'Ada', WaId: '14155550123' };
    const event = eventOf(inbound(personal));
    expect(event).toMatchObject({ channel: 'whatsapp' });
    expect(JSON.stringify(event)).not.toContain('Ada');
  });

  test.each([
    ['of no word', { SmsStatus: '' }],
    ['of no word and no text', { SmsStatus: '', Body: '' }],
    ['still coming in', { SmsStatus: 'receiving' }],
    ['that came to the fallback URL', { ErrorCode: '11200', ErrorUrl: 'https://app.example.com/' }],
  ])('%s is one too', (_, more) => {
    expect(eventOf(inbound(more))).toMatchObject({ kind: 'inbound', id: messageSid });
  });

  test('S17: is answered with TwiML that does nothing, even if it cannot be read', () => {
    expect(answer(inbound())).toEqual(twiml);
    expect(answer(inbound({ MessageSid: 'SM1' }))).toEqual(twiml);
    expect(parse(inbound({ MessageSid: 'SM1' }))).toMatchObject({ kind: 'malformed' });
  });
});

describe('an error of the debugger', () => {
  const url = `${base}?secret=1`;
  const payload = (more: object = {}) =>
    JSON.stringify({ error_code: '11200', resource_sid: messageSid, webhook: { request: { url } }, ...more });
  const fault = (more: Form = {}) => ({
    Sid: faultSid,
    AccountSid: account,
    Level: 'ERROR',
    Timestamp: '2025-06-02T14:05:09.000Z',
    PayloadType: 'application/json',
    Payload: payload(),
    ...more,
  });

  test('tells its code, what it is about and when', () => {
    expect(eventOf(fault())).toMatchObject({
      kind: 'fault',
      id: faultSid,
      level: 'error',
      errorCode: '11200',
      resource: messageSid,
      at: Date.UTC(2025, 5, 2, 14, 5, 9),
      account,
    });
    expect(eventOf(fault({ Level: 'Warning' }))).toMatchObject({ level: 'warning' });
    expect(eventOf(fault({ Payload: payload({ error_code: 12100 }) }))).toMatchObject({ errorCode: '12100' });
  });

  test.each([
    ['our URL', url, true],
    ['another path of ours', 'https://hooks.example.com/voice', true],
    ['our URL with its port', 'https://hooks.example.com:443/webhooks/twilio', true],
    ['another host', 'https://app.example.com/webhooks/twilio', undefined],
    ['our host by http', 'http://hooks.example.com/webhooks/twilio', undefined],
    ['our host as a user', 'https://hooks.example.com@evil.example/', undefined],
    ['no URL', 'hooks.example.com', undefined],
    ['a number', 1, undefined],
    ['nothing', null, undefined],
  ])('S8: about %s is ours or not', (_, about, ours) => {
    const Payload = payload({ webhook: { request: { url: about } } });
    expect(eventOf(fault({ Payload }))).toMatchObject({ ours });
  });

  test.each(['', 'no JSON', '[]', 'null', '7', '{"webhook":[]}', '['.repeat(50_000)])(
    'counts whatever its details are',
    (Payload) => {
      expect(eventOf(fault({ Payload }))).toMatchObject({ id: faultSid, errorCode: undefined, ours: undefined });
    },
  );

  test('of another level is named and not counted', () => {
    expect(parse(fault({ Level: 'INFO' }))).toEqual(ignoring('fault of level info'));
  });

  test('without its id is malformed', () => {
    expect(parse(fault({ Sid: 'x' }))).toMatchObject({ kind: 'malformed' });
  });
});

describe('what else comes to the URL', () => {
  test.each([
    ['recording', { CallSid: callSid, RecordingSid: 'RE1', RecordingStatus: 'completed' }],
    ['recording', { CallSid: callSid, RecordingStatus: 'failed' }],
    ['transcription', { CallSid: callSid, TranscriptionSid: 'TR1' }],
    ['conference', { ConferenceSid: 'CF1', StatusCallbackEvent: 'conference-start' }],
    ['conference', { ConferenceSid: 'CF1', CallSid: callSid }],
    ['stream', { CallSid: callSid, StreamSid: 'MZ1' }],
    ['call without a status', { CallSid: callSid, Digits: '1' }],
  ])('S18: is named and not counted: %s', (name, form) => {
    expect(parse({ AccountSid: account, ...form })).toEqual(ignoring(name));
    expect(answer({ AccountSid: account, ...form })).toEqual({ status: 204 });
  });

  test('is malformed if nothing says what it is', () => {
    expect(parse({ AccountSid: account, Hello: 'world' })).toMatchObject({ kind: 'malformed' });
  });
});
