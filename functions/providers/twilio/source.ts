import type { OwnIds } from '../../core/event-base.ts';
import type { Field } from './field.ts';

/** What one form or one event of a stream carries, whatever it is about. */
export type Source = {
  field: Field;
  /** From what the signature covers: the query of the URL, an event's tags. */
  ownIds: OwnIds | undefined;
  /** The event's own time; forms carry theirs as a field, if any. */
  at?: number | undefined;
};
