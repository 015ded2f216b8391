import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alert, alertSchema, verdicts } from '../../functions/core/alert.ts';
import { step } from '../../functions/core/step.ts';
import { minute } from '../../functions/core/time.ts';
import { runStepVector, stepPromise } from './step-timeline.ts';
import { stepVectors } from './step-vectors.ts';

describe('the alert state machine', () => {
  for (const vector of stepVectors) {
    test(`${vector.id}: ${vector.name}`, () => {
      const result = runStepVector(vector, { step });
      expect(result).toEqual(stepPromise(vector, result));
    });
  }

  test('an unknown verdict gives the very alert back, so that nothing is written', () => {
    const seen = { tenant: 'main', rule: 'r', id: 'a', labels: {}, evidence };
    const timing = { holds: { critical: 0 }, keepFiring: 0, staleAfter: 60 * minute };
    const { alert } = step(undefined, { ...seen, verdicts: { critical: 'bad' } }, timing, 0);
    expect(step(alert, { ...seen, verdicts: {} }, timing, minute).alert).toBe(alert);
  });

  test('whatever is seen, an alert is firing, pending or inactive exactly as its worst level is', () => {
    const look = fc.record({ critical: fc.constantFrom(...verdicts), high: fc.constantFrom(...verdicts) });
    const timing = { holds: { critical: 2 * minute, high: minute }, keepFiring: 2 * minute, staleAfter: 4 * minute };
    fc.assert(
      fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
        let alert: Alert | undefined;
        looks.forEach((verdict, index) => {
          const seen = { tenant: 'main', rule: 'r', id: 'a', labels: {}, evidence, verdicts: verdict };
          alert = step(alert, seen, timing, index * minute).alert;
          if (alert === undefined) return;
          alertSchema.parse(alert);
          const states = Object.values(alert.levels).map((level) => level?.state);
          const expected = states.includes('firing') ? 'firing' : states.includes('pending') ? 'pending' : 'inactive';
          expect(alert.state).toBe(expected);
          expect(alert.severity === undefined).toBe(expected === 'inactive');
        });
      }),
    );
  });
});

const evidence = { sample: 20, failures: 20, window: { from: 0, to: 1 }, codes: [], hit: [] };
