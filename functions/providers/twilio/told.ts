import type { OwnIds } from '../../core/event-base.ts';
import type { ProviderEvent } from '../../core/provider-event.ts';
import type { Field } from './field.ts';

/** What one form or one event of a stream tells, whatever it is about. */
export type Told = {
  field: Field;
  /** From what the signature covers: the query of the URL, an event's tags. */
  ownIds: OwnIds | undefined;
  /** The event's own time; forms carry theirs as a field, if any. */
  at?: number | undefined;
};

/** What became of it. */
export type Reading =
  | { kind: 'event'; event: ProviderEvent }
  /** Known or unknown, not counted; the name may be logged. */
  | { kind: 'ignored'; what: string }
  | { kind: 'unreadable'; why: string };

export function ignored(what: string): Reading {
  return { kind: 'ignored', what: what.slice(0, 64) };
}

export function unreadable(why: string): Reading {
  return { kind: 'unreadable', why };
}
