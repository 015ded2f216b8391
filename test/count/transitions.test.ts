import { expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { count, type JournalChange } from '../../functions/count/count.ts';
import { callEvent, journalEvent, start } from '../support/events.ts';
import { noRunning, silentLog } from '../support/fakes.ts';

/** The changes that events make of one entry, as the stream tells them. */
function changesOf(...events: JournalEvent[]): JournalChange[] {
  const changes: JournalChange[] = [];
  let before: JournalEntry | undefined;
  for (const event of events) {
    const step = advance(before, event);
    if (step.kind === 'unchanged') continue;
    changes.push({ sequence: String(changes.length + 1), before, after: step.entry });
    before = step.entry;
  }
  return changes;
}

test('graphs get each new status of messages and calls once, by provider, and no other change', async () => {
  const changes = [
    ...changesOf(journalEvent('sent'), journalEvent('sent', { segments: 2 }), journalEvent('delivered')),
    ...changesOf(callEvent('initiated'), callEvent('busy'), callEvent(undefined, { costMicros: 5 })),
  ];
  const emitted: [string, number, object | undefined][] = [];
  await count(
    { shardId: 'a', changes, undecodable: [] },
    {
      store: { add: async () => true, mark: async () => undefined },
      setAside: async () => undefined,
      running: noRunning,
      noteProgress: async () => undefined,
      retention: defaultRetention,
      now: () => start,
      metric: (name, value, dimensions) => emitted.push([name, value, dimensions]),
      log: silentLog,
    },
  );
  const transitions = emitted.filter(([name]) => name === metricNames.transitions);
  expect(transitions.map(([, value, dimensions]) => ({ ...dimensions, value }))).toEqual([
    { provider: 'twilio', status: 'sent', value: 1 },
    { provider: 'twilio', status: 'delivered', value: 1 },
    { provider: 'telnyx', status: 'call.initiated', value: 1 },
    { provider: 'telnyx', status: 'call.busy', value: 1 },
  ]);
});
