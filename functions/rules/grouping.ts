import type { Dimension } from '../core/counter.ts';

/** The labels that an alert may have. Those of a rule's `by` name the scope that is judged. */
export const labelNames = [
  'provider',
  'carrier',
  'country',
  'campaign',
  'sender',
  'pool',
  'template',
  'errorCode',
] as const;
export type LabelName = (typeof labelNames)[number];
export type Labels = Readonly<Record<string, string>>;

/** The label names a rule may group by; each list is one dimension of the counters. */
export const groupings = {
  '': 'total',
  provider: 'provider',
  'provider,carrier': 'carrier',
  country: 'country',
  campaign: 'campaign',
  sender: 'sender',
  pool: 'pool',
  template: 'template',
  'provider,errorCode': 'errorCode',
} as const satisfies Record<string, Dimension>;

/** What a rule is about: the labels it groups by, and those of their values that it is limited to. */
export type Grouping = {
  by: readonly string[];
  where: Readonly<Partial<Record<LabelName, readonly string[]>>>;
};

/** The dimension of counters that a rule's grouping reads. @throws Error for a grouping that the settings refuse */
export function dimensionOf(by: readonly string[]): Dimension {
  const found = Object.entries(groupings).find(([labels]) => labels === by.join(','));
  if (found === undefined) throw new Error(`no counters are grouped by ${by.join(', ')}`);
  return found[1];
}

/** The labels of a counter's value: `telnyx|AT&T` by provider and carrier. */
export function labelsOf(by: readonly string[], value: string): Labels {
  const parts = value.split('|');
  return Object.fromEntries(by.map((label, index) => [label, parts[index] ?? '']));
}

/** The value of the counters with these labels, as {@link labelsOf} takes it apart. */
export function counterValueOf(by: readonly string[], labels: Labels): string {
  return by.map((label) => labels[label] ?? '').join('|');
}

/** Whether a rule looks at these labels. Most of Twilio's messages have no carrier, which says nothing about one. */
export function isWanted({ where }: Grouping, labels: Labels): boolean {
  if (labels.carrier === 'unknown') return false;
  return Object.entries(where).every(([label, wanted]) => wanted.includes(labels[label] ?? ''));
}

/** One scope of a rule, by its labels and by the value of its counters. */
export type Scope<T> = { labels: Labels; value: string; of: T };

/** The scopes of a rule among the values of its dimension. Over everything there is always one, even if nothing was counted. */
export function scopesOf<T>(grouping: Grouping, values: ReadonlyMap<string, T>, nothing: T): Scope<T>[] {
  if (grouping.by.length === 0) return [{ labels: {}, value: 'all', of: values.get('all') ?? nothing }];
  return [...values]
    .map(([value, of]) => ({ labels: labelsOf(grouping.by, value), value, of }))
    .filter(({ labels }) => isWanted(grouping, labels));
}
