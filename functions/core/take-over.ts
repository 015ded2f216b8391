import type { OnCall } from './on-call.ts';

export type TakenOver = { kind: 'changed'; onCall: OnCall } | { kind: 'refused'; why: string };

/**
 * The section `onCall` in which somebody takes a schedule over for a while, whatever was said of that time before.
 * @param request `from` and `to` in epoch milliseconds
 */
export function takeOver(
  onCall: OnCall,
  request: { schedule: string; person: string; from: number; to: number },
): TakenOver {
  const { schedule: name, person, from, to } = request;
  const schedule = onCall.schedules[name];
  if (schedule === undefined) return refused(`there is no schedule "${name}". ${listOf(onCall.schedules)}`);
  if (!Object.hasOwn(onCall.people, person))
    return refused(`"${person}" is not in onCall.people. ${listOf(onCall.people)}`);
  if (to <= from) return refused('the end has to be after the beginning');
  const overrides = [...schedule.overrides, { person, from: instantText(from), to: instantText(to) }];
  const schedules = { ...onCall.schedules, [name]: { ...schedule, overrides } };
  return { kind: 'changed', onCall: { ...onCall, schedules } };
}

function listOf(named: object): string {
  const names = Object.keys(named);
  return names.length === 0 ? 'There are none: add some to the configuration' : `There are: ${names.join(', ')}`;
}

function instantText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function refused(why: string): TakenOver {
  return { kind: 'refused', why };
}
