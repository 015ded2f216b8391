const clocks = new Map<string, Intl.DateTimeFormat>();

/** `14:03:20`, by the clocks of a zone. */
export function clockText(at: number, zone: string): string {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone });
  clocks.set(zone, clock);
  return clock.format(at);
}

/** Durations as the API reads them, in words. */
export const durations = [
  ['30m', '30 minutes'],
  ['1h', '1 hour'],
  ['4h', '4 hours'],
  ['8h', '8 hours'],
  ['24h', '1 day'],
  ['72h', '3 days'],
  ['168h', '1 week'],
] as const;
