import type { Contributions } from '../../functions/core/contributions.ts';
import { addMeasures } from '../../functions/core/counter.ts';

/** Sums `added` into `into`. */
export function mergeContributions(into: Contributions, added: Contributions): void {
  for (const [key, counter] of added) {
    const present = into.get(key);
    if (present) addMeasures(present.measures, counter.measures);
    else into.set(key, { ...counter, measures: { ...counter.measures } });
  }
}
