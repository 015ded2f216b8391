import * as z from 'zod';
import { type Problem, problem } from './problem.ts';

/** No number that we order by is larger, and DynamoDB takes none that is much larger. */
const most = Number.MAX_SAFE_INTEGER;
const placeSchema = z.tuple([z.number().min(-most).max(most), z.string()]);

/** Where in a list, ordered by a number and then a name, an answer ended. */
export type Place = z.infer<typeof placeSchema>;

export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** `undefined`: no answer ended with this. */
export function placeOf(cursor: string): Place | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** The place after which a list goes on; from its beginning, if no cursor was sent. */
export function afterCursor(cursor: string | undefined): { after: Place | undefined } | Problem {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const isUnknown = cursor !== undefined && after === undefined;
  return isUnknown ? problem(400, 'cursor: write `next` of the answer before') : { after };
}
