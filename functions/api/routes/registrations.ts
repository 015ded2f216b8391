import * as z from 'zod';
import { blockingStatuses } from '../../core/registration/event.ts';
import type { RegistrationEntry } from '../../core/registration/registration.ts';
import { registrationsSchema } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { cursorQuery, iso, limitQuery } from '../common.ts';
import { afterCursor, cursorOf, type Place } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { cacheSeconds } from '../measures/measured.ts';

export const registrationsEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/registrations',
    scope: 'read',
    tag: 'Numbers',
    summary: 'How brands, campaigns and numbers stand at The Campaign Registry, and WhatsApp’s templates and accounts',
    description: 'Those that nothing is sent for come first, then those that wait.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({ limit: limitQuery(200, 100), cursor: cursorQuery }),
    answer: registrationsSchema,
  },
  async ({ query: { limit, cursor } }, { tenant, deps }: Context<ReadDeps>) => {
    const found = afterCursor(cursor);
    if ('kind' in found) return found;
    const entries = await deps.sources.registrations(tenant);
    const placed = entries.map((entry) => ({ entry, place: placeIn(entry) })).sort((a, b) => order(a.place, b.place));
    const left = placed.filter(({ place }) => found.after === undefined || order(place, found.after) > 0);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    return ok({
      registrations: page.map(({ entry }) => registrationAnswer(entry)),
      ...(last && left.length > limit && { next: cursorOf(last.place) }),
    });
  },
);

function placeIn({ status, key }: RegistrationEntry): Place {
  if (blockingStatuses.some((one) => one === status)) return [0, key];
  return [status === 'pending' ? 1 : 2, key];
}

function order([a, keyA]: Place, [b, keyB]: Place): number {
  return a - b || (keyA < keyB ? -1 : Number(keyA > keyB));
}

function registrationAnswer({ id, provider, unit, status, word, reason, since, updatedAt }: RegistrationEntry) {
  return {
    ...{ id, provider, unit, status, word },
    ...(reason !== undefined && { reason }),
    since: iso(since),
    updatedAt: iso(updatedAt),
  };
}
