import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import type { WebhookRequest } from '../../functions/core/webhook.ts';
import { fixtures, requestOf } from '../support/fixtures.ts';
import { now, setUp } from '../support/ingest.ts';
import { twilioRequest, twilioStatus, twilioToken } from '../support/signing.ts';

const account = 'AC00000000000000000000000000000001';
const url = 'https://hooks.example.com/webhooks/twilio';
const form = (fields: Record<string, string>) => twilioRequest(Object.entries({ AccountSid: account, ...fields }));
const twiml = { status: 200, contentType: 'text/xml', body: '<Response/>' };

const { requests } = fixtures();
/** A request of `events/twilio`, by its name. */
function sample(name: string): WebhookRequest {
  const fixture = requests.find((one) => one.provider === 'twilio' && one.name === name);
  if (!fixture) throw new Error(`events/twilio/${name}.json is missing`);
  return requestOf(fixture);
}

async function journalOf(...sent: WebhookRequest[]): Promise<JournalEntry[]> {
  const { send, entries } = setUp();
  for (const request of sent) await send(request);
  return [...entries.values()];
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe('statuses of a message', () => {
  test('S2: a later status is not taken for a repeat of an earlier one', async () => {
    expect(await journalOf(sample('sms-sent'), sample('sms-delivered'))).toMatchObject([
      { status: 'delivered', seen: { sent: {}, delivered: {} }, outcome: { is: 'delivered' } },
    ]);
  });

  test('S3: count by the time at which they come in, for they tell none', async () => {
    const [entry] = await journalOf(sample('sms-sent'));
    expect(entry).toMatchObject({ startedAt: now, seen: { sent: { at: now } } });
  });

  test('T20: sent again any number of times, change nothing', async () => {
    const once = await journalOf(sample('sms-sent'), sample('sms-delivered'));
    const again = await journalOf(
      ...[sample('sms-sent'), sample('sms-delivered'), sample('sms-sent'), sample('sms-sent'), sample('sms-delivered')],
    );
    expect(again).toEqual(once);
  });

  test('S7: as callbacks and in an event stream they are one message', async () => {
    const entries = await journalOf(sample('sms-sent'), sample('eventstreams-single-delivered'));
    expect(entries).toMatchObject([{ status: 'delivered', labels: { campaign: 'c-7', user: 'u-42' } }]);
  });
});

describe('an inbound message', () => {
  test.each([
    ['inbound-stop-advanced-optout', 'opted-out'],
    ['inbound-stop-without-optouttype', 'opted-out'],
    ['inbound-start-advanced-optout', 'opted-in'],
  ])('%s is an opt-out or opt-in beside it', async (name, status) => {
    const [message, consent] = await journalOf(sample(name));
    expect(message).toMatchObject({ kind: 'inbound', class: status === 'opted-out' ? 'stop' : 'start' });
    expect(consent).toMatchObject({ kind: 'consent', status, from: message?.from });
  });

  test('S17: is answered with TwiML that does nothing, taken, repeated, spilled or set aside; never with text', async () => {
    const request = sample('inbound-blank-geo-addons-emoji');
    const { send } = setUp();
    expect(await send(request)).toEqual(twiml);
    expect(await send(request)).toEqual(twiml);
    const secret = async () => ({ kind: 'unavailable', why: 'throttled' }) as const;
    expect(await setUp({ secret }).send(request)).toEqual(twiml);
    const unreadable = form({ MessageSid: 'SM1', SmsStatus: 'received', Body: 'hi' });
    expect(await send(unreadable)).toEqual(twiml);
  });

  test('T8: is taken by GET, by its signed query', async () => {
    const request = sample('inbound-get');
    const { send, entries } = setUp();
    expect(await send(request)).toEqual(twiml);
    expect([...entries.values()]).toMatchObject([{ kind: 'inbound', labels: { campaign: 'c-7' } }]);
    const forged = { ...request, urls: request.urls.map((one) => one.replace('SM0', 'SM1')) };
    expect(await send(forged)).toMatchObject({ status: 403 });
  });
});

describe('a call', () => {
  test('S10: ends alike in whatever order its events come, who answered included', async () => {
    const id = 'CA0000000000000000000000000000000a';
    const event = (CallStatus: string, sequence: number, more: Record<string, string> = {}) =>
      form({
        CallSid: id,
        CallStatus,
        SequenceNumber: String(sequence),
        Timestamp: `Mon, 02 Jun 2025 14:04:0${sequence} +0000`,
        Direction: 'outbound-api',
        ...more,
      });
    const events = [
      event('initiated', 0),
      event('in-progress', 2),
      event('completed', 3, { CallDuration: '1', Duration: '1' }),
      form({ CallSid: id, AnsweredBy: 'machine_end_beep', MachineDetectionDuration: '5230' }),
    ];
    for (const order of permutations(events)) {
      expect(await journalOf(...order)).toMatchObject([
        {
          status: 'completed',
          word: 'completed',
          outcome: { is: 'completed', sequence: 3 },
          answeredBy: 'machine',
          durationMs: 1000,
          billedMs: 60_000,
          seen: { initiated: {}, answered: {}, completed: {} },
        },
      ]);
    }
  });

  test('S9: of 62 seconds lasts 62 seconds, though two minutes are billed', async () => {
    const [entry] = await journalOf(sample('voice-amd-async'), sample('voice-completed'));
    expect(entry).toMatchObject({ durationMs: 62_000, billedMs: 120_000, answeredBy: 'machine' });
  });
});

describe('S8: an error that Twilio reports about our own URL', () => {
  const fault = (index: number, payload: string) =>
    form({
      Sid: `NO${String(index).padStart(32, '0')}`,
      Level: 'ERROR',
      Timestamp: '2025-06-02T14:04:00.000Z',
      PayloadType: 'application/json',
      Payload: payload,
    });
  const details = JSON.stringify({ error_code: '11200', webhook: { request: { url: `${url}?campaign=c-7` } } });

  test('is counted once, answered with success, and logs nothing, a hundred times over', async () => {
    const { send, entries, log, sums } = setUp();
    for (let index = 0; index < 100; index += 1) {
      for (let again = 0; again < 2; again += 1) expect(await send(fault(index, details))).toEqual({ status: 204 });
    }
    expect(entries.size).toBe(100);
    expect([...entries.values()].every((entry) => entry.kind === 'fault' && entry.ours)).toBe(true);
    expect(log.lines).toEqual([]);
    expect(sums[metricNames.webhooksMalformed]).toBeUndefined();
  });

  test('logs no error either if its details cannot be read, it is of another level, or has no id', async () => {
    const { send, log } = setUp();
    for (let index = 0; index < 100; index += 1) {
      await send(fault(index, '{"webhook":'));
      await send(form({ Sid: 'NO1', Level: 'ERROR', Payload: details }));
      await send(form({ Sid: `NO${'0'.repeat(32)}`, Level: 'INFO', Payload: details }));
    }
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('is counted once though the debugger and the event stream both tell it', async () => {
    const id = `NO${'0'.repeat(31)}7`;
    const data = { sid: id, account_sid: account, level: 'ERROR', error_code: '11200', payload: details };
    const body = JSON.stringify([{ type: 'com.twilio.error-logs.error.logged', data }]);
    const signedUrl = `${url}?bodySHA256=${webhooks.getExpectedBodyHash(body)}`;
    const streamed: WebhookRequest = {
      method: 'POST',
      urls: [signedUrl],
      headers: { 'x-twilio-signature': webhooks.getExpectedTwilioSignature(twilioToken, signedUrl, {}) },
      body: Buffer.from(body),
    };
    expect(await journalOf(fault(7, details), streamed)).toMatchObject([{ kind: 'fault', ours: true }]);
  });
});

test('no text, name or whole number of anybody reaches the journal or the log', async () => {
  const { send, entries, log } = setUp();
  for (const { provider, name } of requests) if (provider === 'twilio') await send(sample(name));
  await send(twilioRequest(twilioStatus('delivered', { Body: 'your code is 123456', ProfileName: 'Ada' })));
  const kept = JSON.stringify([[...entries.values()], log.lines]);
  expect(entries.size).toBeGreaterThan(30);
  expect(kept).not.toMatch(/415555\d{4}|123456|Ada|Grüße|Where is my order/);
});
