import type { ProviderEvent } from '../../core/provider-event.ts';

/** What one item of a webhook tells. */
export type Told =
  | { event: ProviderEvent }
  /** Known of, and not counted. */
  | { ignored: string }
  /** Not of the form that the gateway sends; what kind of item it is. */
  | { unreadable: string };

/** Epoch milliseconds of Unix seconds, which are a number in some versions and a text in others. */
export function epoch(time: string | number | null | undefined): number | undefined {
  const seconds = Number(time || Number.NaN);
  return seconds > 0 && seconds < 1e11 ? Math.round(seconds * 1000) : undefined;
}
