import * as z from 'zod';

const nameForm = 'a name has lower-case letters, digits and hyphens';

/** A name that the team gives: of a tenant, a channel, a time interval, … */
export const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, nameForm);

export function byName<Schema extends z.ZodType>(schema: Schema) {
  return z.record(name, schema, { error: ({ code }) => (code === 'invalid_key' ? nameForm : undefined) });
}
