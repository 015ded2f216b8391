import * as z from 'zod';

export const timeZone = z.string().refine(isTimeZone, 'is no IANA time zone, such as America/New_York');

function isTimeZone(text: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(text) || text === 'UTC';
}
