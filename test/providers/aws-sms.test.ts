import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import { awsSms } from '../../functions/providers/aws-sms/aws-sms.ts';
import { start } from '../support/events.ts';

const delivery = (eventType: string, detail: object = {}) => ({
  id: 'e-1',
  'detail-type': 'Text Message Delivery Status Updated',
  source: 'aws.sms-voice',
  account: '111122223333',
  time: '2025-06-02T14:05:00Z',
  detail: { eventType, messageId: 'm-1', eventTimestamp: start, ...detail },
});

const registration = (currentStatus: string, registrationType = 'US_TEN_DLC_BRAND_REGISTRATION') => ({
  ...delivery(''),
  'detail-type': 'Registration Status Change',
  detail: { registrationDetails: { registrationId: 'registration-1', registrationType, currentStatus } },
});

/** The only event that is told. */
function only(event: unknown) {
  const parsed = awsSms.parse(event);
  if (parsed.kind !== 'parsed' || parsed.events.length !== 1) throw new Error(JSON.stringify(parsed));
  return parsed.events[0];
}

/** What the journal makes of several events of one message. */
function entryAfter(...events: unknown[]): JournalEntry | undefined {
  const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt: start, fromWall: (at: number) => at };
  let entry: JournalEntry | undefined;
  for (const event of events) {
    const parsed = awsSms.parse(event);
    for (const ready of parsed.kind === 'parsed' ? parsed.events.flatMap((one) => toJournalEvents(one, context)) : []) {
      const step = advance(entry, ready);
      if (step.kind === 'changed') entry = step.entry;
    }
  }
  return entry;
}

describe('a carrier’s acceptance', () => {
  test('is a delivery where it is the last word, or messages to such countries could only fail', () => {
    expect(only(delivery('TEXT_SUCCESSFUL', { isFinal: true }))).toMatchObject({ status: 'delivered' });
  });

  test.each([false, undefined])('is not yet one where a receipt may follow', (isFinal) => {
    expect(only(delivery('TEXT_SUCCESSFUL', { isFinal }))).toMatchObject({ status: 'sent', word: 'SUCCESSFUL' });
  });

  test('and the receipt that follows all the same are one delivery', () => {
    const accepted = delivery('TEXT_SUCCESSFUL', { isFinal: true });
    const entry = entryAfter(accepted, delivery('TEXT_DELIVERED', { isFinal: true, eventTimestamp: start + 1000 }));
    expect(entry).toMatchObject({ status: 'delivered', outcome: { is: 'delivered', at: start } });
    expect(entry).not.toHaveProperty('conflict');
  });
});

test('a failure that AWS may still mend ends nothing', () => {
  const unreachable = delivery('TEXT_CARRIER_UNREACHABLE', { isFinal: false });
  expect(entryAfter(unreachable)).toMatchObject({ status: 'sending', word: 'CARRIER_UNREACHABLE' });
  expect(entryAfter(unreachable)).not.toHaveProperty('errorCode');
  const delivered = delivery('TEXT_DELIVERED', { isFinal: true });
  expect(entryAfter(unreachable, delivered)).toMatchObject({ outcome: { is: 'delivered' } });
});

test('silence for 72 hours is neither a delivery nor a failure', () => {
  expect(only(delivery('TEXT_UNKNOWN', { isFinal: true }))).toMatchObject({
    status: 'unconfirmed',
    errorCode: undefined,
  });
});

test('the carrier’s fee comes on top of the price', () => {
  const told = { totalMessagePrice: 0.00581, totalCarrierFee: 0.00302 };
  expect(only(delivery('TEXT_SENT', told))).toMatchObject({ costMicros: 8830, carrierFeeMicros: 3020 });
  expect(only(delivery('TEXT_SENT', { totalCarrierFee: 0.003 }))).toMatchObject({ costMicros: undefined });
});

test('the country is known without a number', () => {
  expect(entryAfter(delivery('TEXT_SENT', { isoCountryCode: 'ES' }))?.labels.country).toBe('ES');
  expect(entryAfter(delivery('TEXT_SENT', { isoCountryCode: 'Spain' }))?.labels.country).toBe('unknown');
});

test.each([
  ['a price in words', { totalMessagePrice: '0.01' }],
  ['a time in words', { eventTimestamp: 'yesterday', messageRequestTimestamp: null }],
  ['parts by the thousand', { totalMessageParts: 1e9 }],
  ['a context that is none', { context: ['campaign'] }],
  ['ids that are no texts', { context: { campaign: { toString: 1 }, user: 7 } }],
])('%s does not cost the message its count', (_, detail) => {
  expect(only(delivery('TEXT_DELIVERED', detail))).toMatchObject({ status: 'delivered', ownIds: {} });
});

test.each([
  ['no event', null],
  ['an event without an id', { ...delivery('TEXT_SENT'), id: undefined }],
  ['a delivery without a message', delivery('TEXT_SENT', { messageId: undefined })],
  ['a delivery of a message without a name', delivery('TEXT_SENT', { messageId: '' })],
  ['a delivery without a word', delivery('TEXT_SENT', { eventType: 7 })],
  ['a registration without details', { ...registration('COMPLETE'), detail: { registrationId: 'r' } }],
])('%s is malformed', (_, event) => {
  expect(awsSms.parse(event)).toMatchObject({ kind: 'malformed', why: expect.stringMatching(/\w+/) });
});

test.each([
  ['TEXT_TELEPORTED', 'event TEXT_TELEPORTED'],
  ['PIGEON_DELIVERED', 'event PIGEON_DELIVERED'],
  ['VOICE_SUNG', 'event VOICE_SUNG'],
  ['TEXT_constructor', 'event TEXT_constructor'],
  ['constructor_DELIVERED', 'event constructor_DELIVERED'],
  ['', 'event '],
  ['DELIVERED', 'event DELIVERED'],
  [`TEXT_${'X'.repeat(500)}`, `event TEXT_${'X'.repeat(59)}`],
])('the word %s, which AWS may add some day, is named and not counted', (eventType, named) => {
  expect(awsSms.parse(delivery(eventType))).toEqual({ kind: 'parsed', events: [], ignored: [named] });
});

test.each([
  ['CREATED', 'pending'],
  ['SUBMITTED', 'pending'],
  ['REVIEWING', 'pending'],
  ['PROVISIONING', 'pending'],
  ['COMPLETE', 'active'],
  ['REQUIRES_UPDATES', 'rejected'],
  ['REQUIRES_AUTHENTICATION', 'rejected'],
  ['CLOSED', 'removed'],
  ['DELETED', 'removed'],
])('a registration that is %s is %s', (word, status) => {
  expect(only(registration(word))).toMatchObject({ kind: 'registration', unit: 'brand', status, word, id: 'e-1' });
});

test('a registration in a state that AWS may add some day is named and not kept', () => {
  const ignored = ['registration toString'];
  expect(awsSms.parse(registration('toString'))).toEqual({ kind: 'parsed', events: [], ignored });
});
