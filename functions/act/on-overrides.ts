import { withOverrides } from '../config/overrides.ts';
import type { Config } from '../config/schema.ts';
import type { Override } from '../core/override.ts';
import type { Ground } from './act-deps.ts';
import type { ActOutcome, Done } from './act-outcome.ts';
import type { OverrideAction } from './act-request.ts';
import { untilText } from './handling-text.ts';
import { contended, repeated } from './repeated.ts';

type Action<Name extends OverrideAction['do']> = Extract<OverrideAction, { do: Name }>;
type Section = Override['section'];

/** More of a section in the audit is of no use: whoever set it has it. */
const longestValue = 2000;

/** Replaces sections of the configuration until further notice, and gives them back. */
export async function actOnOverrides(ground: Ground, action: OverrideAction): Promise<ActOutcome> {
  return repeated<ActOutcome>(() => attempt(ground, action), contended);
}

function attempt(ground: Ground, action: OverrideAction): Promise<ActOutcome | undefined> {
  switch (action.do) {
    case 'set-override':
      return set(ground, action);
    case 'remove-override':
      return remove(ground, action.section);
    case 'take-over':
      return takeOver(ground, action);
  }
}

async function set(ground: Ground, { section, value, for: lasts }: Action<'set-override'>) {
  const { tenant, by, deps } = ground;
  const at = deps.now();
  const override: Override = { section, value, by, at, ...(lasts !== undefined && { until: at + lasts }) };
  return save(ground, override, await deps.overrides(tenant));
}

/** Nothing is stored that would not apply. @param standing what it was made of: nobody has written since */
async function save(
  { tenant, deps }: Ground,
  override: Override,
  standing: readonly Override[],
): Promise<ActOutcome | undefined> {
  const others = standing.filter(({ section }) => section !== override.section);
  const before = standing.find(({ section }) => section === override.section);
  const { refused } = withOverrides(deps.config, [...others, override], deps.now());
  const mistake = refused.find(({ section }) => section === override.section);
  if (mistake) return { kind: 'refused', why: mistake.why };
  if (!(await deps.saveOverride(tenant, override, before))) return undefined;
  return changed(override.section, before ? textOf(before) : 'as deployed', textOf(override));
}

async function remove({ tenant, deps }: Ground, section: Section): Promise<ActOutcome | undefined> {
  const before = (await deps.overrides(tenant)).find((one) => one.section === section);
  const isOver = before?.until !== undefined && before.until <= deps.now();
  if (before === undefined || isOver) return { kind: 'unchanged', why: `${section} is as deployed` };
  if (!(await deps.removeOverride(tenant, before))) return undefined;
  return changed(section, textOf(before), 'as deployed');
}

/**
 * Somebody takes over: the section as it is now, with one more entry in the schedule's `overrides`. It stands until the
 * last take-over ends; if the section was overridden before, as long as that.
 */
async function takeOver(ground: Ground, { schedule: name, person, from, to }: Action<'take-over'>) {
  const { tenant, by, deps } = ground;
  const at = deps.now();
  const standing = await deps.overrides(tenant);
  const { onCall } = withOverrides(deps.config, standing, at).config;
  const schedule = onCall.schedules[name];
  const why = problemOf(onCall, { name, person, from, to }, at);
  if (schedule === undefined || why !== undefined) return { kind: 'refused' as const, why: why ?? '' };
  const taken = { ...schedule, overrides: [...schedule.overrides, { person, from: text(from), to: text(to) }] };
  const value = { ...onCall, schedules: { ...onCall.schedules, [name]: taken } };
  const before = standing.find((one) => one.section === 'onCall' && (one.until ?? at + 1) > at);
  const lasts = before === undefined ? to : before.until && Math.max(before.until, to);
  const override: Override = { section: 'onCall', value, by, at, ...(lasts !== undefined && { until: lasts }) };
  const saved = await save(ground, override, standing);
  if (saved?.kind !== 'done') return saved;
  const who = `${onCall.people[person]?.name ?? person} from ${text(from)} until ${text(to)}`;
  return { ...saved, changes: [{ what: `schedule ${name}`, before: 'by its turns', after: who }] };
}

type Taken = { name: string; person: string; from: number; to: number };

function problemOf({ people, schedules }: Config['onCall'], { name, person, from, to }: Taken, now: number) {
  if (!Object.hasOwn(schedules, name)) return `there is no schedule "${name}"; there are: ${namesOf(schedules)}`;
  if (!Object.hasOwn(people, person))
    return `there is nobody "${person}" in onCall.people; there are: ${namesOf(people)}`;
  if (to <= from) return 'it has to end after it begins';
  return to <= now ? 'its end is over already' : undefined;
}

function namesOf(named: object): string {
  const names = Object.keys(named);
  return names.length === 0 ? 'none' : names.join(', ');
}

/** To the minute, in UTC. */
function text(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function changed(section: Section, before: string, after: string): Done {
  return { kind: 'done', changes: [{ what: `override of ${section}`, before, after }], unchanged: [] };
}

function textOf({ value, until }: Override): string {
  const json = JSON.stringify(value);
  const cut = json.length > longestValue ? `${json.slice(0, longestValue)}…` : json;
  return until === undefined ? cut : `${cut} ${untilText(until)}`;
}
