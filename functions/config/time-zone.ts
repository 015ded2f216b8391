import * as z from 'zod';

export const timeZone = z.string().refine(isTimeZone, 'is no IANA time zone, such as America/New_York');

/** What Node lists leaves out names that it knows: Asia/Kolkata, Europe/Kyiv. */
function isTimeZone(text: string): boolean {
  if (text !== 'UTC' && !/^[A-Z]\w*\/[\w/+-]+$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
