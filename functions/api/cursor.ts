import * as z from 'zod';

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
