import { isDeepStrictEqual } from 'node:util';
import type { Alert, Level } from '../../functions/core/alert.ts';
import type * as restoreModule from '../../functions/core/restore.ts';
import { minute } from '../../functions/core/time.ts';
import { blank } from './flapping-vectors.ts';

/** All in minutes: a level that is pending since `activeAt`, and since when it is after the outage. */
export type RestoreVector = {
  id: string;
  name: string;
  hold?: number;
  state?: Level['state'];
  activeAt?: number;
  downAt: number;
  backAt: number;
  becomes: number;
};

/** SEMANTICS 4.1, "Restore after outage", for a grace period of 10 m and a tolerance of 30 m; holds are 25 m. */
export const restoreVectors: RestoreVector[] = [
  { id: '4.1-R1', name: 'down 5–15 m: shifted by 10 m', downAt: 5, backAt: 15, becomes: 10 },
  { id: '4.1-R2', name: 'down 20–25 m: fires 10 m later', downAt: 20, backAt: 25, becomes: 25 + 10 - 25 },
  { id: '4.1-R3', name: 'back at 40 m: starts anew', downAt: 5, backAt: 40, becomes: 40 },
  { id: 'R tolerance', name: 'down for exactly 30 m: shifted', downAt: 5, backAt: 35, becomes: 30 },
  { id: 'R beyond', name: 'down for 31 m: starts anew', downAt: 5, backAt: 36, becomes: 36 },
  { id: 'R short hold', name: 'a hold of 9 m: starts anew', hold: 9, downAt: 2, backAt: 4, becomes: 4 },
  {
    id: 'R hold of the grace',
    name: 'a hold of 10 m that is over: as it was',
    hold: 10,
    downAt: 12,
    backAt: 14,
    becomes: 0,
  },
  { id: 'R held', name: 'nothing left to hold: as it was', downAt: 25, backAt: 30, becomes: 0 },
  { id: 'R held for long', name: 'held for longer than its hold: as it was', downAt: 27, backAt: 30, becomes: 0 },
  { id: 'R last minute', name: 'a minute left: grace', downAt: 24, backAt: 30, becomes: 15 },
  { id: 'R firing', name: 'what fires goes on', state: 'firing', downAt: 5, backAt: 999, becomes: 0 },
];

export type Module = Pick<typeof restoreModule, 'restoreLevel' | 'restoreAlert'>;

const rules = { outageTolerance: 30 * minute, forGracePeriod: 10 * minute };

/** Since when a vector's level is active after the outage, in minutes. */
export function restored(vector: RestoreVector, { restoreLevel }: Pick<Module, 'restoreLevel'>): number {
  const { hold = 25, state = 'pending', activeAt = 0, downAt, backAt } = vector;
  const outage = { downAt: downAt * minute, backAt: backAt * minute };
  return restoreLevel({ state, activeAt: activeAt * minute }, hold * minute, outage, rules).activeAt / minute;
}

/** Down from minute 5 to 15: alerts before and after. */
export const alertVectors: { id: string; name: string; before: Alert; after: Alert }[] = [
  { id: 'R over', name: 'what is over stays as it is', before: blank, after: blank },
  {
    id: 'R pending',
    name: 'each level by its own hold, and the outage is no silence',
    before: { ...blank, state: 'pending', levels: { critical: pending(0), high: pending(1) }, knownAt: 3 * minute },
    after: { ...blank, state: 'pending', levels: { critical: pending(10), high: pending(15) }, knownAt: 13 * minute },
  },
];

function pending(since: number): Level {
  return { state: 'pending', activeAt: since * minute };
}

/** What an alert with holds of 25 m (critical) and 5 m (high) is after the outage. */
export function restoredAlert(alert: Alert, { restoreAlert }: Pick<Module, 'restoreAlert'>): Alert {
  const holds = { critical: 25 * minute, high: 5 * minute };
  return restoreAlert(alert, holds, { downAt: 5 * minute, backAt: 15 * minute }, rules);
}

/** The ids of the vectors that do not hold. */
export function failedRestoreVectors(module: Module): string[] {
  return [
    ...restoreVectors.filter((vector) => restored(vector, module) !== vector.becomes),
    ...alertVectors.filter(({ before, after }) => !isDeepStrictEqual(restoredAlert(before, module), after)),
  ].map(({ id }) => id);
}
