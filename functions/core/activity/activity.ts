import * as z from 'zod';
import type { Measures } from '../counter.ts';
import { entryBase, newEntry } from '../entry-base.ts';
import { histogramSums, latencyMeasure } from '../histogram.ts';
import type { Tally } from '../tally.ts';
import { type Deed, deedSchema, type ReadyActivity } from './event.ts';

/** What the measures of calls to APIs begin with; the API and how it ended follow. */
export const apiCallPrefix = 'o.app.api.';

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
  switch (deed.type) {
    case 'generation':
      return {
        [`o.app.generated.${deed.via}`]: 1,
        ...(deed.costMicros && { 'o.app.generationCostMicros': deed.costMicros }),
        ...lasted('generation', deed.ms),
      };
    case 'skip':
      return { [`o.app.skipped.${deed.reason}`]: deed.count };
    case 'api-call':
      return { [`${apiCallPrefix}${deed.target}.${deed.outcome}`]: 1, ...lasted('apiCall', deed.ms) };
    case 'violation':
      return { [`o.app.violation.${deed.regulation}`]: 1, [`o.app.breach.${deed.reason}`]: 1 };
    case 'retry':
      return { [`o.app.retry.${deed.outcome}`]: 1 };
    case 'count':
      return { [`o.app.count.${deed.name}`]: deed.amount };
  }
}

/** How long it took, as far as that was told. */
function lasted(histogram: 'generation' | 'apiCall', ms: number | undefined): Measures {
  if (ms === undefined) return {};
  return { [latencyMeasure(histogram, ms)]: 1, ...(ms > 0 && { [histogramSums[histogram]]: ms }) };
}
