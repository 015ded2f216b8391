import { shortId } from '../core/alert-id.ts';
import type { Change } from '../core/audit-record.ts';
import { type HandlingAction, handle } from '../core/handle.ts';
import type { Actor, Handled, Handling } from '../core/handling.ts';
import { inParallel } from '../core/in-parallel.ts';
import { listText } from '../core/list-text.ts';
import { resolveByHand } from '../core/resolve-by-hand.ts';
import { day } from '../core/time.ts';
import type { ActDeps, Ground } from './act-deps.ts';
import type { ActOutcome, Refused } from './act-outcome.ts';
import type { AlertAction } from './act-request.ts';
import { stateText } from './handling-text.ts';
import { contended, repeated } from './repeated.ts';
import { type AlertPlace, findTargets } from './targets.ts';

/** Long enough that no late evaluation brings it back, and no cooldown forgets it. */
const resolvedKept = 30 * day;

type Attempt = { kind: 'changed'; before: string; after: string } | { kind: 'unchanged'; why: string } | Refused;
type Place = AlertPlace & { tenant: string };
type Left = { what: string; why: string };

const mostNamed = 3;

/** Does something to each alert of the target. */
export async function actOnAlerts({ tenant, by, deps }: Ground, action: AlertAction): Promise<ActOutcome> {
  const found = await findTargets(tenant, action, deps);
  if (found.kind !== 'found') return found;
  const endings = await inParallel(found.alerts, 16, async (place) => ({
    what: `alert ${shortId(place)} of ${place.rule}`,
    attempt: await actOn({ tenant, ...place }, by, action, deps),
  }));
  return outcomeOf(endings);
}

/** What goes wrong with one alert is told of it: the others of its group are done, and whoever asked has to know which. */
async function actOn(alert: Place, by: Actor, action: AlertAction, deps: ActDeps): Promise<Attempt> {
  const attempt = () => (action.do === 'resolve' ? resolve(alert, deps) : handled(alert, by, action, deps));
  try {
    return await repeated<Attempt>(attempt, contended);
  } catch (error) {
    const { tenant, rule, id } = alert;
    deps.log.error('an action on an alert failed', { tenant, rule, alert: id, did: action.do, why: String(error) });
    return { kind: 'refused', because: 'busy', why: 'it could not be written: try again' };
  }
}

function outcomeOf(endings: readonly { what: string; attempt: Attempt }[]): ActOutcome {
  const changes: Change[] = [];
  const unchanged: Left[] = [];
  for (const { what, attempt } of endings) {
    if (attempt.kind === 'changed') changes.push({ what, before: attempt.before, after: attempt.after });
    else unchanged.push({ what, why: attempt.why });
  }
  if (changes.length > 0) return { kind: 'done', changes, unchanged };
  const why = whyOf(unchanged);
  const [refused] = endings.flatMap(({ attempt }) => (attempt.kind === 'refused' ? attempt : []));
  return refused === undefined ? { kind: 'unchanged', why } : { ...refused, why };
}

/** What is true of many is said once. */
function whyOf(left: readonly Left[]): string {
  const reasons = [...Map.groupBy(left, ({ why }) => why)];
  return reasons
    .map(
      ([why, some]) =>
        `${listText(
          some.map(({ what }) => what),
          mostNamed,
        )}: ${why}`,
    )
    .join('; ');
}

async function handled(
  { tenant, rule, id }: Place,
  by: Actor,
  action: Exclude<AlertAction, { do: 'resolve' }>,
  deps: ActDeps,
): Promise<Attempt | undefined> {
  const [stored, before] = await Promise.all([deps.alert(tenant, rule, id), deps.handling(tenant, id)]);
  const alert = stored ?? (before && forgotten(before));
  if (alert === undefined) return { kind: 'unchanged', why: 'it is no longer there' };
  const now = deps.now();
  const next = handle(before, alert, handlingAction(action, by, now), now);
  if (next.kind !== 'changed') return next;
  if (!(await deps.saveHandling(next.handling))) return undefined;
  return {
    kind: 'changed',
    before: stateText(action.do, before, alert),
    after: stateText(action.do, next.handling, alert),
  };
}

/** An alert of which no more is left than what people said. */
function forgotten({ tenant, rule, alert: id, episode, firedAt }: Handling): Handled {
  return { tenant, rule, id, state: 'inactive', episode, ...(firedAt !== undefined && { firedAt }) };
}

function handlingAction(action: Exclude<AlertAction, { do: 'resolve' }>, by: Actor, now: number): HandlingAction {
  switch (action.do) {
    case 'acknowledge':
      return { do: 'acknowledge', by, for: action.for };
    case 'assign':
      return { do: 'assign', by, to: action.to };
    case 'comment':
      return { do: 'comment', by, text: action.text };
    case 'snooze':
      return { do: 'snooze', by, until: now + action.for };
    default:
      return { do: action.do, by };
  }
}

async function resolve({ tenant, rule, id }: Place, deps: ActDeps): Promise<Attempt | undefined> {
  const alert = await deps.alert(tenant, rule, id);
  if (alert === undefined) return { kind: 'unchanged', why: 'it is no longer there' };
  const now = deps.now();
  const next = resolveByHand(alert, now);
  if (next.kind === 'unchanged') return next;
  const saved = await deps.saveAlert({ ...next.alert, rev: alert.rev + 1 }, now + resolvedKept);
  return saved ? { kind: 'changed', before: 'firing', after: 'resolved by hand' } : undefined;
}
