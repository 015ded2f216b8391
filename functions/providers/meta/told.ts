import { createHash } from 'node:crypto';
import type { ProviderEvent } from '../../core/provider-event.ts';
import { errorSchema } from './payload.ts';

/** What one item of a webhook tells. */
export type Told =
  | { event: ProviderEvent }
  /** Known of, and not counted. */
  | { ignored: string }
  /** Not of the form that Meta documents; what kind of item it is. */
  | { unreadable: string };

/** Epoch milliseconds of Meta's Unix seconds, which are a number in some webhooks and a text in others. */
export function epoch(time: string | number | null | undefined): number | undefined {
  const seconds = Number(time || Number.NaN);
  return seconds > 0 && seconds < 1e11 ? Math.round(seconds * 1000) : undefined;
}

/** The code of the first of `errors[]`. */
export function errorCodeOf(errors: readonly unknown[] | null | undefined): string | undefined {
  const code = errorSchema.safeParse(errors?.[0]).data?.code ?? '';
  return /^[1-9]\d{0,7}$/.test(code) ? code : undefined;
}

/** A number as Meta writes it (`13125550123`, `+1 312-555-0123`) in E.164; user ids stay as they are. */
export function address(text: string | null | undefined): string | undefined {
  const digits = text?.replace(/^\+|[\s().-]/g, '') ?? '';
  return /^\d{5,}$/.test(digits) ? `+${digits}` : text || undefined;
}

/** The id of news that has none of its own: the same when it is sent again. */
export function newsId(...parts: (string | number | null | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
