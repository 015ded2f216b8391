import type * as z from 'zod';
import { type Told, unreadable } from '../summary.ts';

/** What is wrong with the first field that is; without its value, which may be anybody's. */
export function problem({ issues: [issue] }: z.ZodError, place: string): Told {
  return unreadable(`${place} ${issue?.path.join('.')}: ${issue?.message}`);
}
