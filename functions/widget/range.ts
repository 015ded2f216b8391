import { iso } from '../api/common.ts';
import type { WidgetEvent } from './widget-event.ts';

/**
 * The dashboard's range as the API is asked for it: what is zoomed into, else as long as the dashboard looks back from
 * now, else from when till when it was set. Nothing: what is usual.
 */
export function rangeOf({ timeRange }: WidgetEvent['widgetContext'], now: number): Readonly<Record<string, string>> {
  if (timeRange === undefined) return {};
  const { zoom, relativeStart, start, end } = timeRange;
  if (zoom !== undefined) return { from: iso(zoom.start), to: iso(zoom.end) };
  if (relativeStart !== undefined) return { from: iso(now - relativeStart), to: iso(now) };
  return { from: iso(start), to: iso(end) };
}
