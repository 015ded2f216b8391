import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import type * as callModule from '../../functions/core/call/advance.ts';
import { contributions } from '../../functions/core/contributions.ts';
import type * as decideGroupModule from '../../functions/core/decide-group.ts';
import type * as escalateModule from '../../functions/core/escalate.ts';
import type * as flappingModule from '../../functions/core/flapping.ts';
import type * as groupFlushModule from '../../functions/core/group-flush.ts';
import { handle } from '../../functions/core/handle.ts';
import type * as inhibitionModule from '../../functions/core/inhibition.ts';
import type * as memberDueModule from '../../functions/core/member-due.ts';
import type * as advanceModule from '../../functions/core/message/advance.ts';
import type * as notifyModule from '../../functions/core/notify-reason.ts';
import type * as restoreModule from '../../functions/core/restore.ts';
import type * as routingModule from '../../functions/core/routing.ts';
import type * as silenceModule from '../../functions/core/silence.ts';
import type * as stepModule from '../../functions/core/step.ts';
import type * as verdictModule from '../../functions/core/verdict.ts';
import { failedFactVectors } from '../core/advance-facts.ts';
import { failedAdvanceVectors } from '../core/advance-vectors.ts';
import { failedCallVectors } from '../core/call-vectors.ts';
import { decideGroupVectors } from '../core/decide-group-vectors.ts';
import { failedEscalationVectors } from '../core/escalation-timeline.ts';
import { escalationVectors } from '../core/escalation-vectors.ts';
import { failedFlappingVectors } from '../core/flapping-vectors.ts';
import { groupFlushVectors } from '../core/group-flush-vectors.ts';
import { inhibitionVectors } from '../core/inhibition-vectors.ts';
import { memberDueVectors } from '../core/member-due-vectors.ts';
import { failedOf } from '../core/module-vectors.ts';
import { failedNotifyVectors } from '../core/notify-vectors.ts';
import { failedRestoreVectors } from '../core/restore-vectors.ts';
import { routingVectors } from '../core/routing-vectors.ts';
import { silenceVectors } from '../core/silence-vectors.ts';
import { failedStepVectors } from '../core/step-vectors.ts';
import { failedVerdictVectors } from '../core/verdict-vectors.ts';
import { importText, mutantsOf } from './mutants.ts';

type Module = typeof advanceModule &
  typeof callModule &
  typeof decideGroupModule &
  typeof escalateModule &
  typeof flappingModule &
  typeof groupFlushModule &
  typeof inhibitionModule &
  typeof memberDueModule &
  typeof notifyModule &
  typeof restoreModule &
  typeof routingModule &
  typeof silenceModule &
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
  { name: 'decide-group', failed: (module) => failedOf(decideGroupVectors, module), equivalent: {} },
  { name: 'member-due', failed: (module) => failedOf(memberDueVectors, module), equivalent: {} },
  { name: 'group-flush', failed: (module) => failedOf(groupFlushVectors, module), equivalent: {} },
  { name: 'routing', failed: (module) => failedOf(routingVectors, module), equivalent: {} },
  { name: 'silence', failed: (module) => failedOf(silenceVectors, module), equivalent: {} },
  { name: 'inhibition', failed: (module) => failedOf(inhibitionVectors, module), equivalent: {} },
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
