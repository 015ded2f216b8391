import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import type * as callModule from '../../functions/core/call/advance.ts';
import { contributions } from '../../functions/core/contributions.ts';
import type * as escalateModule from '../../functions/core/escalate.ts';
import type * as flappingModule from '../../functions/core/flapping.ts';
import { handle } from '../../functions/core/handle.ts';
import type * as advanceModule from '../../functions/core/message/advance.ts';
import type * as notifyModule from '../../functions/core/notify-reason.ts';
import type * as restoreModule from '../../functions/core/restore.ts';
import type * as stepModule from '../../functions/core/step.ts';
import type * as verdictModule from '../../functions/core/verdict.ts';
import { failedFactVectors } from '../core/advance-facts.ts';
import { failedAdvanceVectors } from '../core/advance-vectors.ts';
import { failedCallVectors } from '../core/call-vectors.ts';
import { failedEscalationVectors } from '../core/escalation-timeline.ts';
import { escalationVectors } from '../core/escalation-vectors.ts';
import { failedFlappingVectors } from '../core/flapping-vectors.ts';
import { failedNotifyVectors } from '../core/notify-vectors.ts';
import { failedRestoreVectors } from '../core/restore-vectors.ts';
import { failedStepVectors } from '../core/step-vectors.ts';
import { failedVerdictVectors } from '../core/verdict-vectors.ts';
import { importText, mutantsOf } from './mutants.ts';

type Module = typeof advanceModule &
  typeof callModule &
  typeof escalateModule &
  typeof flappingModule &
  typeof notifyModule &
  typeof restoreModule &
  typeof stepModule &
  typeof verdictModule;

/** What decides, the vectors that guard it, and the comparisons that mean the same either way, each with its reason. */
const guarded: { name: string; failed: (module: Module) => string[]; equivalent: Record<string, string> }[] = [
  { name: 'step', failed: failedStepVectors, equivalent: {} },
  { name: 'notify-reason', failed: failedNotifyVectors, equivalent: {} },
  {
    name: 'restore',
    failed: failedRestoreVectors,
    equivalent: { 'remaining < rules.forGracePeriod → <=': 'with exactly the grace left, both move it by the outage' },
  },
  { name: 'flapping', failed: failedFlappingVectors, equivalent: {} },
  { name: 'verdict', failed: failedVerdictVectors, equivalent: {} },
  {
    name: 'message/advance',
    failed: ({ advanceMessage }) => [
      ...failedAdvanceVectors({ advanceMessage, contributions }),
      ...failedFactVectors({ advanceMessage }),
    ],
    equivalent: {},
  },
  { name: 'call/advance', failed: failedCallVectors, equivalent: {} },
  {
    name: 'escalate',
    failed: ({ escalate }) => failedEscalationVectors(escalationVectors, { escalate, handle, acknowledgement }),
    equivalent: {},
  },
];

describe.each(guarded)('the vectors of $name', ({ name, failed, equivalent }) => {
  const file = fileURLToPath(new URL(`../../functions/core/${name}.ts`, import.meta.url));
  const mutants = mutantsOf(file);

  test('hold for the module as it is', async () => {
    expect(failed(await importText<Module>(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  test.each(mutants.filter(({ at }) => !(at in equivalent)))('notice $at', async ({ text }) => {
    const module = await importText<Module>(file, text);
    expect(outcome(() => failed(module))).not.toEqual([]);
  });

  test('list no equivalent comparison that is gone', () => {
    expect(mutants.map(({ at }) => at)).toEqual(expect.arrayContaining(Object.keys(equivalent)));
  });
});

/** A mutant that throws is noticed too. */
function outcome(run: () => string[]): string[] {
  try {
    return run();
  } catch (error) {
    return [String(error)];
  }
}
