import { instantOf, wallClock } from './calendar.ts';
import { day } from './time.ts';

/** Somebody who can be reached. `phone`: E.164. */
export type OnCallPerson = {
  name: string;
  phone?: string | undefined;
  email?: string | undefined;
};

/** Somebody is on call out of turn. `2026-12-24T09:30` by the schedule's clocks, or with an offset; the end is not inside. */
export type TakeOver = { person: string; from: string; to: string };

/** People by turns, each for as many days or weeks as `every` says: `1w`, `1d`. */
export type Schedule = {
  /** In the order of their turns, by their names in `people`. */
  people: string[];
  every: string;
  /** The day of the first hand-off: `2026-01-05`. */
  start: string;
  /** When one hands over to the next: `09:30`, by the wall clock. */
  handOff: string;
  /** Whose clocks count; absent: the tenant's. */
  zone?: string | undefined;
  /** Of those that say something about the same time, the last counts. */
  overrides: TakeOver[];
};

export type OnCall = { people: Record<string, OnCallPerson>; schedules: Record<string, Schedule> };

/** The days of a turn; `undefined` if the text is no number of days or weeks. */
export function turnDays(every: string): number | undefined {
  const [, count, unit] = /^([1-9]\d?)([dw])$/.exec(every) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'w' ? 7 : 1);
}

/** Who is on call; `undefined` before the schedule starts, if nobody took that time over. @param zone of the tenant */
export function onCallAt(schedule: Schedule, at: number, zone: string): string | undefined {
  const own = schedule.zone ?? zone;
  const said = takeOvers(schedule, own).findLast(({ from, to }) => from <= at && at < to);
  return said?.person ?? personOfTurn(schedule, turnAt(schedule, at, own));
}

/** When another person is on call next, and who; `undefined` if it stays the same for good. */
export function nextHandOff(
  schedule: Schedule,
  at: number,
  zone: string,
): { at: number; person: string | undefined } | undefined {
  const own = schedule.zone ?? zone;
  const bounds = takeOvers(schedule, own).flatMap(({ from, to }) => [from, to]);
  const later = bounds.filter((bound) => bound > at);
  const turns = [at, ...later].flatMap((from) => nextTurns(schedule, from, own));
  const now = onCallAt(schedule, at, zone);
  return [...later, ...turns]
    .sort((a, b) => a - b)
    .map((change) => ({ at: change, person: onCallAt(schedule, change, zone) }))
    .find(({ person }) => person !== now);
}

/** Who is on call by one schedule. `person`: the name in `people`; absent: nobody. `until`: absent, for good. */
export type Duty = { schedule: string; person?: string; contact?: OnCallPerson; until?: number };

/** Who is on call by each schedule. */
export function whoIsOnCall({ people, schedules }: OnCall, at: number, zone: string): Duty[] {
  return Object.entries(schedules).map(([name, schedule]) => {
    const duty: Duty = { schedule: name };
    const person = onCallAt(schedule, at, zone);
    if (person !== undefined) duty.person = person;
    const contact = person === undefined ? undefined : people[person];
    if (contact) duty.contact = contact;
    const until = nextHandOff(schedule, at, zone)?.at;
    if (until !== undefined) duty.until = until;
    return duty;
  });
}

type Taken = { person: string; from: number; to: number };

function takeOvers(schedule: Schedule, zone: string): Taken[] {
  return schedule.overrides.flatMap(({ person, from, to }) => {
    const [begin, end] = [instantOf(zone, from), instantOf(zone, to)];
    return begin === undefined || end === undefined ? [] : { person, from: begin, to: end };
  });
}

function personOfTurn({ people }: Schedule, turn: number): string | undefined {
  return turn < 0 ? undefined : people[turn % people.length];
}

/** Turns are counted by dates, so that one is an hour shorter or longer when the clocks change. Negative before the first. */
function turnAt(schedule: Schedule, at: number, zone: string): number {
  const sinceStart = wallClock(zone, at) - Date.parse(schedule.start);
  const near = Math.floor(sinceStart / (daysOf(schedule) * day));
  return turnStart(schedule, near, zone) <= at ? near : near - 1;
}

function turnStart(schedule: Schedule, turn: number, zone: string): number {
  const date = new Date(Date.parse(schedule.start) + turn * daysOf(schedule) * day).toISOString().slice(0, 10);
  return instantOf(zone, `${date}T${schedule.handOff}`) ?? Number.NaN;
}

/** As many as there are people: one of them is another's. */
function nextTurns(schedule: Schedule, at: number, zone: string): number[] {
  const next = Math.max(0, turnAt(schedule, at, zone) + 1);
  return schedule.people.map((_, index) => turnStart(schedule, next + index, zone));
}

function daysOf({ every }: Schedule): number {
  return turnDays(every) ?? 7;
}
