import type { Grant, LinkAction } from '../core/action-link.ts';
import { hour } from '../core/time.ts';
import type { ActRequest } from './act-request.ts';

const lengths = { 'silence-1h': hour, 'silence-4h': 4 * hour } as const satisfies Partial<Record<LinkAction, number>>;

/** What a link, or a button in Slack, asks for. */
export function askedBy({ action, group }: Grant): ActRequest['action'] {
  if (action === 'acknowledge') return { do: 'acknowledge', on: { group } };
  return { do: 'silence-group', group, for: lengths[action], comment: 'from a message' };
}
