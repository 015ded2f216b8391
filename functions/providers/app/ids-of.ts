import type { OwnIds } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';

/** The labels of a report. */
export type Labels = Readonly<Record<'campaign' | 'user' | 'template', string | undefined>>;

export function idsOf({ campaign, user, template, carrier }: Labels & { carrier?: string | undefined }): OwnIds {
  const pairs = Object.entries({ campaign, user, template, carrier });
  return ownIds(pairs.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
}
