import * as z from 'zod';

/** What the settings of every kind of channel may say. */
export const commonSettings = {
  /** Whether it is told that something has ended. */
  resolved: z.boolean().default(true),
};
