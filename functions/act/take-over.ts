import { withOverrides } from '../config/overrides.ts';
import type { Config } from '../config/schema.ts';
import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import type { OverrideAction } from './act-request.ts';
import { timeText } from './handling-text.ts';
import { saveOverride } from './save-override.ts';

type TakeOver = Extract<OverrideAction, { do: 'take-over' }>;
type Lasting = Pick<Override, 'until' | 'takeOvers'>;

/** Somebody takes over: the section as it is now, with one more entry in the schedule's `overrides`. */
export async function takeOver(ground: Ground, action: TakeOver): Promise<ActOutcome | undefined> {
  const { tenant, by, deps } = ground;
  const { schedule: name, person, from, to } = action;
  const at = deps.now();
  const standing = await deps.overrides(tenant);
  const { onCall } = withOverrides(deps.config, standing, at).config;
  const schedule = onCall.schedules[name];
  const why = problemOf(onCall, action, at);
  if (schedule === undefined || why !== undefined) return { kind: 'refused', why: why ?? '' };
  const lasting = lastingOf(standing, action, at);
  if ('why' in lasting) return lasting;
  const taken = { ...schedule, overrides: [...schedule.overrides, { person, from: timeText(from), to: timeText(to) }] };
  // As it is stored: JSON leaves out what is undefined.
  const value: Override['value'] = JSON.parse(
    JSON.stringify({ ...onCall, schedules: { ...onCall.schedules, [name]: taken } }),
  );
  const saved = await saveOverride(ground, { section: 'onCall', value, by, at, ...lasting }, standing);
  if (saved?.kind !== 'done') return saved;
  const who = `${onCall.people[person]?.name ?? person} from ${timeText(from)} until ${timeText(to)}`;
  return { ...saved, changes: [{ what: `schedule ${name}`, before: 'by its turns', after: who }] };
}

/** What stands only because of take-overs stands until the last of them ends; what was set keeps its time. */
function lastingOf(
  standing: readonly Override[],
  { to }: TakeOver,
  now: number,
): Lasting | Extract<ActOutcome, { kind: 'refused' }> {
  const before = standing.find(({ section, until }) => section === 'onCall' && (until === undefined || now < until));
  if (before === undefined) return { until: to, takeOvers: true };
  if (before.until === undefined) return {};
  if (before.takeOvers) return { until: Math.max(before.until, to), takeOvers: true };
  if (to <= before.until) return { until: before.until };
  const end = timeText(before.until);
  const why = `onCall is overridden until ${end}: let the take-over end by then, make it after that, or give the section back first with \`wirewatch override remove onCall\``;
  return { kind: 'refused', why };
}

function problemOf({ people, schedules }: Config['onCall'], { schedule, person, from, to }: TakeOver, now: number) {
  if (!Object.hasOwn(schedules, schedule))
    return `there is no schedule "${schedule}"; there are: ${namesOf(schedules)}`;
  if (!Object.hasOwn(people, person))
    return `there is nobody "${person}" in onCall.people; there are: ${namesOf(people)}`;
  if (to <= from) return 'it has to end after it begins';
  return to <= now ? 'its end is over already' : undefined;
}

function namesOf(named: object): string {
  const names = Object.keys(named);
  return names.length === 0 ? 'none' : names.join(', ');
}
