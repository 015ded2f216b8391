import * as z from 'zod';
import { e164 } from '../../core/phone.ts';

/**
 * A number as people write it: with spaces, brackets and dashes, and without its plus, which a URL turns into a space.
 * Becomes E.164; the country's code must be there.
 */
export const numberSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/^[a-z]+:/i, '').replace(/[\s().\-/]/g, ''))
  .transform((text) => text.replace(/^(\+|00)?/, '+'))
  .refine((text) => e164.test(text), 'write the number with its country code, such as +14155550123')
  .meta({ description: 'With its country code; the plus may be missing', example: '14155550123' });
