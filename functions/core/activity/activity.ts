import * as z from 'zod';
import type { Measures } from '../counter.ts';
import { entryBase, newEntry } from '../entry-base.ts';
import { histogramSums, latencyMeasure } from '../histogram.ts';
import type { Tally } from '../tally.ts';
import { type Deed, deedSchema, type ReadyActivity } from './event.ts';

/** One deed of the team's application. */
export const activityEntrySchema = z.object({ ...entryBase, kind: z.literal('activity'), deed: deedSchema });
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

/** A deed is told whole and happens once; to tell it again changes nothing. */
export function advanceActivity(entry: ActivityEntry | undefined, event: ReadyActivity): ActivityEntry {
  return entry ?? { ...newEntry(event), kind: event.kind, deed: event.deed };
}

export function tallyActivity({ deed }: ActivityEntry): Tally {
  return { outcomes: outcomes(deed), transitions: [] };
}

function outcomes(deed: Deed): Measures {
  if (deed.type === 'skip') return { [`o.app.skipped.${deed.reason}`]: deed.count };
  const { via, costMicros, ms } = deed;
  return {
    [`o.app.generated.${via}`]: 1,
    ...(costMicros && { 'o.app.generationCostMicros': costMicros }),
    ...(ms !== undefined && { [latencyMeasure('generation', ms)]: 1 }),
    ...(ms && { [histogramSums.generation]: ms }),
  };
}
