import type * as z from 'zod';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';

/** Is told of an item that cannot be read: its key, and which of its attributes are at fault; never what they hold. */
export type TellUnreadable = (item: { pk: string; sk: string; at: string }) => void;

/** Counts them as what dispatching fails at. */
export function unreadableTeller(metric: EmitMetric, log: Log): TellUnreadable {
  return (item) => {
    metric(metricNames.dispatchFailed, 1);
    log.error('item not readable', item);
  };
}

/** What an item says; nothing if it cannot be read, for one that is broken must not hide the others. */
export function readItem<Item>(item: Record<string, unknown>, schema: z.ZodType<Item>, tell: TellUnreadable): Item[] {
  const parsed = schema.safeParse(item);
  if (parsed.success) return [parsed.data];
  const at = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  tell({ pk: String(item.pk), sk: String(item.sk), at });
  return [];
}
