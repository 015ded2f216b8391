import { localDayStart } from '../core/calendar.ts';
import type { ConsentSource } from '../core/consent/standing.ts';
import { type Measures, measure } from '../core/counter.ts';
import { type PeopleSet, type PeopleSource, peopleCount, peopleSets } from '../core/unique.ts';

export type DayPeopleDeps = PeopleSource & ConsentSource & { now(): number };

export type DayOfPeople = { tenant: string; zone: string; start: number };

/**
 * The numbers of different people for a day's item (`u.*`). Senders and users never fall and outlast their sets; how
 * many people have opted out and in is told of the current day only, and stays as the day left it.
 * @param standing what the item holds so far
 */
export async function dayPeople(day: DayOfPeople, standing: Measures, deps: DayPeopleDeps): Promise<Measures> {
  const counts = await Promise.all(peopleSets.map((set) => people(set, day, standing, deps)));
  const consents = await consent(day, standing, deps);
  return withoutZeros(Object.assign(consents, ...counts));
}

async function people(
  set: PeopleSet,
  { tenant, start }: DayOfPeople,
  standing: Measures,
  deps: DayPeopleDeps,
): Promise<Measures> {
  const seen = await deps.peopleOf({ tenant, set, dayStart: start });
  const { count, errorPermille } = peopleCount(standing, set, seen);
  return { [`u.${set}`]: count, [`u.${set}ErrorPermille`]: errorPermille };
}

async function consent({ tenant, zone, start }: DayOfPeople, standing: Measures, deps: DayPeopleDeps) {
  if (localDayStart(zone, deps.now()) !== start) {
    return { 'u.optedOut': measure(standing, 'u.optedOut'), 'u.optedIn': measure(standing, 'u.optedIn') };
  }
  const numbers = await deps.consentNumbers(tenant);
  return { 'u.optedOut': numbers['opted-out'], 'u.optedIn': numbers['opted-in'] };
}

function withoutZeros(measures: Measures): Measures {
  return Object.fromEntries(Object.entries(measures).filter(([, amount]) => amount !== 0));
}
