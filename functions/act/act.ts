import type { ActDeps, Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import type { ActRequest } from './act-request.ts';
import { answerQuestion } from './answer-question.ts';
import { actOnAlerts } from './on-alerts.ts';
import { actOnOverrides } from './on-overrides.ts';
import { actOnSilences } from './on-silences.ts';
import { actOnTokens } from './on-tokens.ts';
import { record } from './record.ts';

/** Does what a person asks for, or answers what they want to know. What changes anything is audited. */
export async function act({ tenant, by, action }: ActRequest, deps: ActDeps): Promise<ActOutcome> {
  if (!Object.hasOwn(deps.config.tenants, tenant)) {
    return { kind: 'refused', why: `there is no tenant "${tenant}" in what is deployed` };
  }
  const ground = { tenant, by, deps };
  const outcome = await carryOut(ground, action);
  if (outcome.kind === 'done' && outcome.changes.length > 0) await record(ground, action.do, outcome);
  return outcome;
}

async function carryOut(ground: Ground, action: ActRequest['action']): Promise<ActOutcome> {
  switch (action.do) {
    case 'silence':
    case 'silence-group':
    case 'silence-alert':
    case 'edit-silence':
    case 'end-silence':
      return actOnSilences(ground, action);
    case 'set-override':
    case 'remove-override':
    case 'override-rule':
    case 'restore-rule':
    case 'take-over':
      return actOnOverrides(ground, action);
    case 'create-token':
    case 'revoke-token':
      return actOnTokens(ground, action);
    case 'list-alerts':
    case 'list-silences':
    case 'list-overrides':
    case 'list-on-call':
    case 'list-tokens':
    case 'list-audit':
    case 'list-notices':
      return answerQuestion(ground.tenant, action, ground.deps);
    default:
      return actOnAlerts(ground, action);
  }
}
