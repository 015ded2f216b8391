import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../functions/core/call/event.ts';
import { twilio } from '../../functions/providers/twilio/twilio.ts';
import { twilioRequest } from '../support/signing.ts';

const url = 'https://hooks.example.com/webhooks/twilio?campaign=c-7';
const id = 'CA0000000000000000000000000000000a';
const account = 'AC00000000000000000000000000000001';

type Form = Record<string, string>;
const usual = { CallSid: id, AccountSid: account, From: '+14155550100', To: '+14155550124', Direction: 'outbound-api' };
const requestOf = (form: Form) => twilioRequest(Object.entries({ ...usual, ...form }), { url });
const parse = (form: Form) => twilio.parse(requestOf(form), url);
function eventOf(form: Form): CallEvent | undefined {
  const parsed = parse(form);
  const event = parsed.kind === 'parsed' ? parsed.events[0] : undefined;
  return event?.kind === 'call' ? event : undefined;
}

describe('a call', () => {
  test.each([
    ['queued', 'initiated'],
    ['initiated', 'initiated'],
    ['ringing', 'ringing'],
    ['in-progress', 'answered'],
    ['completed', 'completed'],
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
  ])('of status %s is %s, and keeps Twilio’s word', (CallStatus, status) => {
    expect(eventOf({ CallStatus })).toMatchObject({ status, word: CallStatus, id, account });
  });

  test.each(['teleported', 'constructor', '__proto__'])('S18: of status %s is named and not counted', (CallStatus) => {
    expect(parse({ CallStatus })).toEqual({ kind: 'parsed', events: [], ignored: [`call status ${CallStatus}`] });
  });

  test('S9: lasts as long as CallDuration says, in seconds, and is billed by Duration, in minutes', () => {
    const form = { CallStatus: 'completed', CallDuration: '62', Duration: '2' };
    expect(eventOf(form)).toMatchObject({ durationMs: 62_000, billedMs: 120_000 });
    expect(eventOf({ CallStatus: 'completed', Duration: '2' })?.durationMs).toBeUndefined();
    expect(eventOf({ CallStatus: 'busy', CallDuration: '0' })).toMatchObject({ durationMs: 0 });
    for (const CallDuration of ['-1', '1e9', '1.5', ' 1', '9999999999']) {
      expect(eventOf({ CallStatus: 'completed', CallDuration })?.durationMs).toBeUndefined();
    }
  });

  test('S10: tells when it happened and its place in the call', () => {
    const Timestamp = 'Mon, 02 Jun 2025 14:05:40 +0000';
    expect(eventOf({ CallStatus: 'ringing', Timestamp, SequenceNumber: '1' })).toMatchObject({
      at: Date.UTC(2025, 5, 2, 14, 5, 40),
      sequence: 1,
    });
    for (const broken of ['now', '2', '2025', 'Mon, 99 Foo 2025 99:99:99 +0000', `${Timestamp} `]) {
      expect(eventOf({ CallStatus: 'ringing', Timestamp: broken })?.at).toBeUndefined();
    }
  });

  test('that is over began as long ago as it lasted', () => {
    const ended = { CallStatus: 'completed', CallDuration: '62', Timestamp: 'Mon, 02 Jun 2025 14:05:40 +0000' };
    expect(eventOf(ended)).toMatchObject({ startedAt: Date.UTC(2025, 5, 2, 14, 4, 38) });
    expect(eventOf({ ...ended, Timestamp: '' })?.startedAt).toBeUndefined();
  });

  test.each([
    ['inbound', 'inbound'],
    ['outbound-api', 'outbound'],
    ['outbound-dial', 'outbound'],
    ['sideways', undefined],
  ])('of direction %s is %s', (Direction, direction) => {
    const countries = { FromCountry: 'US', ToCountry: 'CA' };
    const country = direction === 'inbound' ? 'US' : 'CA';
    expect(eventOf({ CallStatus: 'ringing', Direction, ...countries })).toMatchObject({ direction, country });
  });

  test.each([
    ['human', 'human'],
    ['machine_start', 'machine'],
    ['machine_end_beep', 'machine'],
    ['machine_end_silence', 'machine'],
    ['machine_end_other', 'machine'],
    ['fax', 'fax'],
    ['unknown', 'unknown'],
    ['parrot', 'unknown'],
  ])('answered by %s is answered by %s, beside its status or alone', (AnsweredBy, answeredBy) => {
    expect(eventOf({ CallStatus: 'in-progress', AnsweredBy })).toMatchObject({ status: 'answered', answeredBy });
    const alone = eventOf({ AnsweredBy, From: '', To: '', Direction: '' });
    expect(alone).toMatchObject({ answeredBy, word: AnsweredBy });
    expect(alone?.status).toBeUndefined();
  });

  test('tells the final SIP response, its other numbers and the own ids', () => {
    const form = {
      CallStatus: 'busy',
      SipResponseCode: '486',
      From: '',
      To: '',
      Caller: 'client:ada',
      Called: '+1415',
    };
    expect(eventOf(form)).toMatchObject({
      sipCode: 486,
      from: 'client:ada',
      to: '+1415',
      ownIds: { campaign: 'c-7' },
    });
    for (const SipResponseCode of ['0', '999', '48', 'x'])
      expect(eventOf({ CallStatus: 'busy', SipResponseCode })?.sipCode).toBeUndefined();
  });

  test.each([
    ['CallSid', 'CA1'],
    ['AccountSid', ''],
  ])('without a proper %s is malformed', (name, value) => {
    expect(parse({ CallStatus: 'ringing', [name]: value })).toMatchObject({ kind: 'malformed' });
  });

  test('that comes in is answered with TwiML that does nothing, a callback about it 204', () => {
    const asking = { CallStatus: 'ringing', Direction: 'inbound' };
    expect(twilio.answer(requestOf(asking))).toMatchObject({ status: 200, contentType: 'text/xml' });
    const telling = { ...asking, CallbackSource: 'call-progress-events' };
    expect(twilio.answer(requestOf(telling))).toEqual({ status: 204 });
    expect(twilio.answer(requestOf({ CallStatus: 'completed' }))).toEqual({ status: 204 });
  });
});
