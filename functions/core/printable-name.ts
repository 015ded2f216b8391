import * as z from 'zod';

/** A name as a person writes it: nothing in it moves a cursor, begins a line or turns one around. 1 to 100 characters. */
export const printableName = z
  .string()
  .trim()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u, 'write a name of at most 100 printable characters');
