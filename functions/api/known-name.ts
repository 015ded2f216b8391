import * as z from 'zod';
import { didYouMean } from '../config/known-labels.ts';

/** One of some names; instead of an unknown one the nearest is proposed. */
export function nameQuery<const Name extends string>(what: string, names: readonly Name[]) {
  return z.enum(names, {
    error: ({ input }) => {
      if (input === undefined) return `write one of ${names.join(', ')}`;
      const given = String(input).slice(0, 60);
      return `there is no ${what} "${given}"${didYouMean(given, names) || '.'} There are ${names.join(', ')}`;
    },
  });
}
