import type { DayPeopleDeps } from '../../functions/roll-up/day-people.ts';

/** A tenant whom nobody writes to, for tests of something else. */
export const nobody: DayPeopleDeps = {
  peopleOf: async () => undefined,
  consentNumbers: async () => ({ 'opted-out': 0, 'opted-in': 0 }),
  now: () => 0,
};
