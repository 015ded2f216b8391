import type { Labels } from './entry-base.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { JournalEvent } from './journal-event.ts';

/** The dimensions whose values others make up: each has a cap for a tenant's day. */
export const cappedDimensions = ['carrier', 'campaign', 'sender', 'pool', 'template', 'errorCode'] as const;
export type CappedDimension = (typeof cappedDimensions)[number];

const labelDimensions = ['campaign', 'sender', 'pool', 'template'] as const;

/** What is counted under when a day has too many values of a dimension. */
export const overflow = 'other';

export type CappedValue = { dimension: CappedDimension; value: string };

/**
 * The values of an event that are counted apart only if the day still admits them. What the entry knows already is
 * frozen, and takes no room of any day.
 */
export function cappedValues(event: JournalEvent, entry: JournalEntry | undefined): CappedValue[] {
  const { labels, provider } = event;
  const values: CappedValue[] = [];
  if (labels.carrier !== 'unknown' && (entry === undefined || entry.labels.carrier === 'unknown'))
    values.push({ dimension: 'carrier', value: `${provider}|${labels.carrier}` });
  for (const dimension of labelDimensions) {
    const value = labels[dimension];
    if (value !== undefined && entry?.labels[dimension] === undefined) values.push({ dimension, value });
  }
  const code = countedCode(event);
  if (code !== undefined && (entry === undefined || countedCode(entry) === undefined))
    values.push({ dimension: 'errorCode', value: `${provider}|${code}` });
  return values;
}

/** The event with `other` in place of what the day did not admit. The provider's own error code stays beside it. */
export function fold<Event extends JournalEvent>(event: Event, refused: ReadonlySet<CappedDimension>): Event {
  if (refused.size === 0) return event;
  const labels: Labels = { ...event.labels };
  for (const dimension of ['carrier', ...labelDimensions] as const) {
    if (refused.has(dimension)) labels[dimension] = overflow;
  }
  const folded = refused.has('errorCode') ? { countedCode: overflow } : {};
  return { ...event, labels, ...folded };
}

function countedCode(of: JournalEvent | JournalEntry): string | undefined {
  return of.kind === 'message' || of.kind === 'fault' ? of.countedCode : undefined;
}
