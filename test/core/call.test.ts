import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceCall } from '../../functions/core/call/advance.ts';
import type { CallEntry } from '../../functions/core/call/entry.ts';
import { tallyCall } from '../../functions/core/call/tally.ts';
import { callEvent } from '../support/events.ts';
import { callVectors, expectedOf, runCallVector } from './call-vectors.ts';

describe('the state machine of a call', () => {
  for (const vector of callVectors) {
    test(vector.id, () => {
      expect(runCallVector(vector, { advanceCall })).toEqual(expectedOf(vector));
    });
  }

  test('counts the same outcome whatever the order and however often events come', () => {
    const events = [
      callEvent('initiated', { sequence: 0 }),
      callEvent('ringing', { sequence: 1 }),
      callEvent('answered', { sequence: 2 }),
      callEvent(undefined, { answeredBy: 'machine' }),
      callEvent('completed', { sequence: 3, durationMs: 60_000 }),
      callEvent(undefined, { costMicros: 2000 }),
    ];
    const outcomes = {
      'o.call.started': 1,
      'o.call.answered': 1,
      'o.call.completed': 1,
      'o.call.by.machine': 1,
      'o.call.durationMs': 60_000,
      'o.call.length.60': 1,
      'o.call.costMicros': 2000,
    };
    const order = fc.shuffledSubarray([...events, ...events], { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(order, (arrivals) => {
        let entry: CallEntry | undefined;
        for (const event of arrivals) entry = advanceCall(entry, event);
        expect(entry && tallyCall(entry).outcomes).toEqual(outcomes);
      }),
    );
  });
});
