import { describe, expect, test } from 'vitest';
import type { Alert } from '../../functions/core/alert.ts';
import { resolveByHand } from '../../functions/core/resolve-by-hand.ts';
import { type Observation, step } from '../../functions/core/step.ts';
import { minute } from '../../functions/core/time.ts';
import { outage, outageStart, recovered } from '../support/alerts.ts';

const now = outageStart + 20 * minute + 12_345;
const tick = outageStart + 20 * minute;

function closed(alert: Alert, at = now): Alert {
  const result = resolveByHand(alert, at);
  if (result.kind === 'unchanged') throw new Error(result.why);
  return result.alert;
}

describe('resolving by hand', () => {
  test('closes what fires, and says that somebody did', () => {
    const alert = closed(outage());
    expect(alert).toMatchObject({ state: 'inactive', levels: {}, tick, resolvedAt: tick, resolvedBecause: 'by-hand' });
    expect(alert.severity).toBeUndefined();
  });

  test('closes what waits for a longer hold since its rule was changed', () => {
    expect(closed(outage({ state: 'pending' })).resolvedBecause).toBe('by-hand');
  });

  test('ends its flapping, also while it does not fire', () => {
    const flapping = { flappingSince: outageStart, changes: [outageStart, outageStart + minute] };
    for (const alert of [outage(flapping), recovered(flapping)]) {
      const after = closed(alert, outageStart + 50 * minute);
      expect(after).toMatchObject({ state: 'inactive', resolvedAt: outageStart + 50 * minute });
      expect(after.flappingSince ?? after.changes).toBeUndefined();
    }
  });

  test('never moves an alert back to an older tick', () => {
    expect(closed(outage({ tick: tick + minute })).tick).toBe(tick + minute);
  });

  test.each([
    ['has ended', recovered(), 'it does not fire any more'],
    ['is pending', pending(), 'it is pending: it has not fired, and nobody was told'],
  ])('changes nothing of what %s, and says so', (_, alert, why) => {
    expect(resolveByHand(alert, now)).toEqual({ kind: 'unchanged', why });
  });

  test('what goes on to be bad fires again after its hold, as a new episode', () => {
    const seen = { ...outage(), verdicts: { critical: 'bad' } } satisfies Observation;
    const timing = { holds: { critical: 5 * minute }, keepFiring: 0, staleAfter: 120 * minute };
    const states: string[] = [];
    let alert: Alert | undefined = closed(outage());
    for (let at = 0; at <= 6; at += 1) {
      alert = step(alert, seen, timing, tick + at * minute).alert;
      states.push(alert?.state ?? 'none');
    }
    expect(states).toEqual(['inactive', ...Array<string>(5).fill('pending'), 'firing']);
    expect(alert).toMatchObject({ episode: outage().episode + 1, firedAt: tick + 6 * minute });
  });

  test('a late look at a minute before does not bring it back', () => {
    const alert = closed(outage());
    const seen = { ...outage(), verdicts: { critical: 'bad' } } satisfies Observation;
    const timing = { holds: { critical: 0 }, keepFiring: 0, staleAfter: 120 * minute };
    expect(step(alert, seen, timing, tick).alert).toBe(alert);
  });
});

function pending(): Alert {
  const { firedAt: _, ...alert } = outage({ state: 'pending' });
  return alert;
}
