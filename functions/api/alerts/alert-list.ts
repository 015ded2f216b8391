import type { Alert } from '../../core/alert.ts';
import { isOpen } from '../../core/alert.ts';
import { type Severity, severityOrder } from '../../core/severity.ts';
import { cursorOf, type Place, placeOf } from '../cursor.ts';
import type { AlertBook } from './alert-book.ts';

export const listedStates = ['open', 'firing', 'pending', 'resolved', 'all'] as const;

/** `open`: what fires, is about to, or flaps even while it is quiet. */
export type AlertFilter = {
  state: (typeof listedStates)[number];
  severity?: Severity | undefined;
  rule?: string | undefined;
};

type Page = { limit: number; cursor?: string | undefined };
type Listed = { kind: 'listed'; alerts: Alert[]; next?: string } | { kind: 'bad-cursor' };

/** What fires before what is about to and what has ended, of those the worst first, of those the newest. */
export function listAlerts({ alerts }: Pick<AlertBook, 'alerts'>, filter: AlertFilter, page: Page): Listed {
  const after = page.cursor === undefined ? undefined : placeOf(page.cursor);
  if (page.cursor !== undefined && after === undefined) return { kind: 'bad-cursor' };
  const all = alerts
    .filter((alert) => isListed(alert, filter))
    .map((alert) => ({ alert, place: place(alert) }))
    .filter((one) => after === undefined || compare(one.place, after) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const shown = all.slice(0, page.limit);
  const last = shown.at(-1);
  const next = all.length > shown.length && last !== undefined ? { next: cursorOf(last.place) } : {};
  return { kind: 'listed', alerts: shown.map(({ alert }) => alert), ...next };
}

const isOfState = {
  open: isOpen,
  firing: ({ state }) => state === 'firing',
  pending: ({ state }) => state === 'pending',
  resolved: ({ state }) => state === 'inactive',
  all: () => true,
} as const satisfies Record<AlertFilter['state'], (alert: Alert) => boolean>;

function isListed(alert: Alert, { state, severity, rule }: AlertFilter): boolean {
  const isSevere = severity === undefined || (alert.severity ?? alert.peak) === severity;
  return isOfState[state](alert) && isSevere && (rule === undefined || alert.rule === rule);
}

const stateRank = { firing: 0, pending: 1, inactive: 2 } as const;
/** Later than any time in milliseconds: a rank weighs more than time. */
const endOfTime = 1e13;

/** An alert keeps its place as long as nothing becomes of it. */
function place(alert: Alert): Place {
  const { state, severity, peak, id } = alert;
  const at = (state === 'inactive' ? alert.resolvedAt : alert.firedAt) ?? alert.since ?? 0;
  const rank = stateRank[state] * 10 + (state === 'inactive' ? 0 : severityOrder(severity ?? peak));
  return [rank * endOfTime + (endOfTime - at), id];
}

function compare([a, aName]: Place, [b, bName]: Place): number {
  return a - b || (aName < bName ? -1 : aName > bName ? 1 : 0);
}
