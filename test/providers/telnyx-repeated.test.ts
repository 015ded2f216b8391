import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import { fixtures } from '../support/fixtures.ts';
import { occurredAt, parsedBody } from './telnyx-events.ts';

describe('S15: a slow answer makes Telnyx repeat', () => {
  test.each([
    'message-finalized-delivered',
    'message-finalized-group-mms',
    'message-received-stop',
    'call-hangup-normal',
    'call-cost',
    'call-machine-detection-ended',
    '10dlc-campaign-update-suspended',
    '10dlc-phone-number-update-assigned',
  ])('%s, attempted a second time, changes nothing', (name) => {
    const fixture = fixtures().requests.find((one) => one.provider === 'telnyx' && one.name === name);
    const first = fixture?.body ?? '';
    const second = first.replace('"attempt":1', '"attempt":2');
    expect(second).not.toBe(first);
    const entries = new Map<string, JournalEntry>();
    expect(take(second, entries)).toContain('changed');
    expect(new Set(take(first, entries))).toEqual(new Set(['unchanged']));
  });

  function take(body: string, entries: Map<string, JournalEntry>): string[] {
    const context = {
      tenant: 'main',
      zone: 'UTC',
      numberKey: 'key',
      receivedAt: occurredAt,
      fromWall: (time: number) => time,
    };
    const parsed = parsedBody(Buffer.from(body));
    const events = parsed.kind === 'parsed' ? parsed.events : [];
    return events
      .flatMap((event) => toJournalEvents(event, context))
      .map((event) => {
        const step = advance(entries.get(event.key), event);
        if (step.kind === 'changed') entries.set(event.key, step.entry);
        return step.kind;
      });
  }
});
