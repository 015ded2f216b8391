import { describe, expect, test } from 'vitest';
import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import { escalate } from '../../functions/core/escalate.ts';
import { handle } from '../../functions/core/handle.ts';
import { type Handling, handlingSchema } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';
import { anna, firing, ladder, policyOf } from '../support/handlings.ts';
import { runEscalationVector } from './escalation-timeline.ts';
import { escalationVectors } from './escalation-vectors.ts';

describe('an escalation', () => {
  test.each(escalationVectors)('$id: $name', (vector) => {
    const result = runEscalationVector(vector, { escalate, handle, acknowledgement });
    expect(result).toEqual({ calls: vector.calls, ends: vector.ends ?? result.ends });
  });

  test('gives the very handling back while no step is due, so that nothing is written', () => {
    const begun = onTick(undefined, 0);
    expect(onTick(begun, 14)).toBe(begun);
    expect(onTick(begun, 15)?.rev).toBe(2);
  });

  test('keeps what people did, and can be stored', () => {
    const said = handle(undefined, firing(), { do: 'comment', by: anna, text: 'looking' }, 0);
    if (said.kind !== 'changed') throw new Error(said.why);
    const begun = onTick(said.handling, 0);
    expect(begun).toMatchObject({ rev: 2, comments: [{ text: 'looking' }], escalation: { id: '7f3a9c0b1d2e#1#1' } });
    expect(handlingSchema.parse(JSON.parse(JSON.stringify(begun)))).toEqual(begun);
  });

  test('of an alert that was forgotten and counts its episodes anew begins anew', () => {
    const begun = onTick(undefined, 0);
    const again = escalate(begun, { ...subject, alert: firing({ firedAt: 5 * minute }) }, 5 * minute);
    expect(again?.escalation).toMatchObject({ run: 1, startedAt: 5 * minute });
  });
});

const subject = { alert: firing(), policy: policyOf(ladder), muted: false, acknowledged: false };

function onTick(handling: Handling | undefined, at: number): Handling | undefined {
  return escalate(handling, subject, at * minute);
}
