import type { Alert } from './alert.ts';

/** What is put on the team's event bus. @property at epoch milliseconds */
export type BusEvent = { detailType: string; detail: Record<string, unknown>; at: number };

/**
 * The event of a change: `Alert pending`, `Alert firing`, `Alert resolved`, `Alert severity changed`, or, for an alert
 * that was only ever pending, `Alert inactive`. None if neither state nor severity changed.
 */
export function busEvents(before: Alert | undefined, after: Alert, stage: string): BusEvent[] {
  const detailType = detailTypeOf(before, after);
  if (detailType === undefined) return [];
  return [{ detailType, detail: { ...after, stage }, at: after.tick }];
}

function detailTypeOf(before: Alert | undefined, after: Alert): string | undefined {
  const stateBefore = before?.state ?? 'inactive';
  if (stateBefore === after.state) {
    return after.state !== 'inactive' && before?.severity !== after.severity ? 'Alert severity changed' : undefined;
  }
  if (after.state !== 'inactive') return `Alert ${after.state}`;
  return after.resolvedAt === after.tick ? 'Alert resolved' : 'Alert inactive';
}
