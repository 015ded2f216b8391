import * as z from 'zod';

/** A field that we can do without: missing, null or of another type than expected are the same. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(undefined);

export const text = z.string().min(1);

/** Fit to be part of a journal key. */
export const keyText = text.max(200).regex(/^[^#\s\p{C}]+$/u);

/** Unix seconds, as text or as a number. */
export const unixTime = z.union([z.string(), z.number()]);
