import * as z from 'zod';
import { actorSchema } from './handling.ts';

/** The sections of the configuration that may be replaced at run time. */
export const overridable = ['onCall', 'escalations', 'maintenance', 'inhibit', 'routes', 'rules'] as const;

/** A section of a tenant's configuration, set at run time: it stands instead of the deployed one. Times in epoch milliseconds. */
export const overrideSchema = z.object({
  section: z.enum(overridable),
  /**
   * As it would stand in the configuration file; of `rules`, by id, the settings that are replaced. Checked whenever it
   * is used.
   */
  value: z.json(),
  by: actorSchema,
  at: z.number(),
  /** The deployed section counts again from then on; absent: until somebody removes this one. */
  until: z.number().optional(),
  /** It is what was deployed with take-overs added to it, and stands until the last of them ends. */
  takeOvers: z.literal(true).optional(),
});
export type Override = z.infer<typeof overrideSchema>;
