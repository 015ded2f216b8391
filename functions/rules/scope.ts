import type { Dimension } from '../core/counter.ts';
import { groupings } from './rule-settings.ts';

/** The dimension of counters that a rule's grouping reads. @throws Error for a grouping that the settings refuse */
export function dimensionOf(by: readonly string[]): Dimension {
  const found = Object.entries(groupings).find(([labels]) => labels === by.join(','));
  if (found === undefined) throw new Error(`no counters are grouped by ${by.join(', ')}`);
  return found[1];
}

/** The labels of a counter's value: `telnyx|AT&T` by provider and carrier. */
export function labelsOf(by: readonly string[], value: string): Record<string, string> {
  const parts = value.split('|');
  return Object.fromEntries(by.map((label, index) => [label, parts[index] ?? '']));
}

/** Whether the value names something: most of Twilio's messages have no carrier, which says nothing about one. */
export function isNamed(labels: Record<string, string>): boolean {
  return labels.carrier !== 'unknown';
}
