import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { minute } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';

const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt: start, fromWall: (at: number) => at };
const us = '+14155550123';
const canada = '+14165550100';
const person = { to: canada, from: us };

const events = (event: ProviderEvent) => toJournalEvents(event, context);
const entryOf = (event: ProviderEvent): JournalEntry => {
  const [first] = events(event);
  const step = first && advance(undefined, first);
  if (step?.kind !== 'changed') throw new Error('no entry');
  return step.entry;
};

const inbound = (told: Partial<Extract<ProviderEvent, { kind: 'inbound' }>> = {}): ProviderEvent => ({
  kind: 'inbound',
  provider: 'twilio',
  id: 'SM1',
  channel: 'sms',
  ...person,
  ...told,
});

describe('the country is that of the person at the other end', () => {
  const call = { kind: 'call', provider: 'telnyx', id: 'c', word: 'initiated', ...person } as const;
  test.each<[string, ProviderEvent, string]>([
    [
      'a message',
      { kind: 'message', provider: 'x', id: 'm', channel: 'sms', status: 'sent', word: 'sent', ...person },
      'CA',
    ],
    [
      'a message whose country the provider tells, and not its number',
      {
        kind: 'message',
        provider: 'x',
        id: 'm',
        channel: 'sms',
        status: 'sent',
        word: 'sent',
        from: us,
        country: 'ES',
      },
      'ES',
    ],
    ['an inbound message', inbound(), 'US'],
    ['an opt-out', { kind: 'consent', provider: 'x', id: 'm', status: 'opted-out', ...person }, 'US'],
    ['an outbound call', { ...call, direction: 'outbound' }, 'CA'],
    ['an inbound call', { ...call, direction: 'inbound' }, 'US'],
  ])('of %s', (_, event, country) => {
    expect(entryOf(event).labels.country).toBe(country);
  });
});

describe('an inbound message', () => {
  test.each([
    [{ text: 'Stop' }, 'stop', 'opted-out'],
    [{ text: 'unstop' }, 'start', 'opted-in'],
    [{ text: 'ARRET', keyword: 'stop' }, 'stop', 'opted-out'],
    [{ text: 'stop', keyword: 'help' }, 'help', undefined],
    [{ text: 'HELP' }, 'help', undefined],
    [{ text: 'when do you open?' }, 'other', undefined],
    [{}, 'other', undefined],
  ] as const)('%j is of class %s, and the person has %s', (told, asks, status) => {
    const [message, consent, ...rest] = events(inbound(told));
    expect(message).toMatchObject({ kind: 'inbound', key: 'main#twilio#inbound#SM1', class: asks });
    expect(consent?.kind === 'consent' ? consent.status : undefined).toBe(status);
    expect(rest).toEqual([]);
  });

  test('leaves no word of its text in the journal, nor the number', () => {
    const kept = JSON.stringify(
      events(inbound({ text: 'my code is 123456' })).map((event) => advance(undefined, event)),
    );
    expect(kept).not.toMatch(/123456|4155550123/);
  });

  test('told twice counts once, and the second report may know its class', () => {
    const first = advance(undefined, firstOf(inbound({ text: undefined })));
    if (first.kind !== 'changed') throw new Error('no entry');
    const second = advance(first.entry, firstOf(inbound({ keyword: 'stop', segments: 2 })));
    expect(second).toMatchObject({ kind: 'changed', entry: { rev: 2, class: 'stop', segments: 2 } });
    if (second.kind !== 'changed') throw new Error('no entry');
    expect(advance(second.entry, firstOf(inbound({ keyword: 'help', segments: 3 })))).toEqual({ kind: 'unchanged' });
  });

  function firstOf(event: ProviderEvent) {
    const [first] = events(event);
    if (!first) throw new Error('no event');
    return first;
  }
});

test("a number's registration is known by its hash and shown masked", () => {
  const event: ProviderEvent = {
    kind: 'registration',
    provider: 'telnyx',
    id: 'n',
    unit: 'number',
    unitId: us,
    from: us,
    status: 'active',
    word: 'ADDED',
  };
  expect(entryOf(event)).toMatchObject({
    id: '+1415•••0123',
    key: expect.stringMatching(/^main#telnyx#registration#number:[0-9a-f]{32}$/),
  });
  expect(JSON.stringify(entryOf(event))).not.toContain(us);
});

test('a time ahead of our clock by more than five minutes is a mistake and not used', () => {
  const at = (time: number) =>
    entryOf({ kind: 'fault', provider: 'twilio', id: 'NO1', level: 'error', at: time }).startedAt;
  expect(at(start + 5 * minute)).toBe(start + 5 * minute);
  expect(at(start + 6 * minute)).toBe(start);
  expect(at(Number.NaN)).toBe(start);
  expect(at(-1)).toBe(start);
});

test('a text that no provider would send is cut, so that the entry fits into an item', () => {
  const reason = 'x'.repeat(100_000);
  const event = {
    kind: 'registration',
    provider: 'telnyx',
    id: 'n',
    unit: 'brand',
    unitId: 'b',
    word: reason,
  } as const;
  expect(JSON.stringify(entryOf({ ...event, reason, account: reason, status: 'rejected' })).length).toBeLessThan(2000);
});
