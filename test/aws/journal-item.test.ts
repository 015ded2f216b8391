import { describe, expect, test } from 'vitest';
import { fromJournalItem, toJournalItem } from '../../functions/aws/journal-item.ts';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';

const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt: start, fromWall: (at: number) => at };
const told = { provider: 'telnyx', id: 'x-1', to: '+14155550100', from: '+14155550123' };

const everyKind: ProviderEvent[] = [
  { ...told, kind: 'message', channel: 'sms', status: 'delivered', word: 'delivered', sentAt: start, costMicros: 4000 },
  { ...told, kind: 'call', status: 'completed', word: 'hangup', sipCode: 200, durationMs: 62_000, sequence: 3 },
  { ...told, kind: 'inbound', channel: 'mms', text: 'stop', media: 2 },
  { ...told, kind: 'consent', status: 'opted-out' },
  {
    ...told,
    kind: 'registration',
    unit: 'campaign',
    unitId: 'c-1',
    status: 'suspended',
    word: 'SUSPENDED',
    reason: 'spam',
  },
  { ...told, kind: 'fault', level: 'error', errorCode: '11200', ours: true },
];

function entryOf(event: ProviderEvent): JournalEntry {
  const [ready] = toJournalEvents(event, context);
  const step = ready && advance(undefined, ready);
  if (step?.kind !== 'changed') throw new Error('no entry');
  return step.entry;
}

describe.each(everyKind)('an entry of kind $kind', (event) => {
  const entry = entryOf(event);
  const item = toJournalItem(entry, defaultRetention);

  test('comes back from its item as it was', () => {
    expect(fromJournalItem(item)).toEqual(entry);
  });

  test('has a key of its own', () => {
    expect(item.pk).toBe(entry.key);
    expect(entry.key.startsWith(`main#telnyx#${event.kind}#`)).toBe(true);
  });
});

describe('an item is found again', () => {
  const item = (kind: ProviderEvent['kind'], more: Partial<ProviderEvent> = {}) => {
    const event = everyKind.find((one) => one.kind === kind);
    return toJournalItem(entryOf({ ...event, ...more } as ProviderEvent), defaultRetention);
  };
  const [to, from] = [
    entryOf(everyKind[0] as ProviderEvent).to?.hash,
    entryOf(everyKind[0] as ProviderEvent).from?.hash,
  ];

  test('by the person at the other end', () => {
    expect(item('message').recipient).toBe(`main#${to}`);
    expect(item('call', { direction: 'outbound' }).recipient).toBe(`main#${to}`);
    expect(item('call', { direction: 'inbound' }).recipient).toBe(`main#${from}`);
    expect(item('inbound').recipient).toBe(`main#${from}`);
    expect(item('consent').recipient).toBe(`main#${from}`);
    expect(item('registration')).not.toHaveProperty('recipient');
  });

  test('by the hour it started in, or among the registrations', () => {
    expect(item('call').startedIn).toMatch(/^main#2025-06-02T14:00Z#\d{1,2}$/);
    expect(item('registration').startedIn).toBe('main#registrations');
  });

  test('until it expires: 90 days after its start, a registration 25 months after its last news', () => {
    expect(item('call').expiresAt).toBe((start + 90 * day) / 1000);
    expect(item('registration').expiresAt).toBe((start + 762 * day) / 1000);
  });
});
