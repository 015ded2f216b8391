import type * as z from 'zod';
import { application } from '../../core/activity/application.ts';
import type { Deed } from '../../core/activity/event.ts';
import type { EventBase } from '../../core/event-base.ts';
import { ownIds } from '../../core/own-ids.ts';
import { ignored, type Told, unreadable } from '../summary.ts';
import { generationSchema, messageSchema, skipSchema, typeSchema } from './payload.ts';

type Read = (item: unknown, place: string, providers: readonly string[]) => Told;

const readers: Readonly<Record<string, Read>> = { message: readMessage, generation: readGeneration, skip: readSkip };

/** One of `events[]`. @param place which one, to name it where it cannot be read */
export function readEvent(item: unknown, place: string, providers: readonly string[]): Told {
  const type = typeSchema.safeParse(item).data?.type;
  if (type === undefined) return unreadable(`${place} type: no text`);
  if (!Object.hasOwn(readers, type)) return ignored(`event ${type.slice(0, 32)}`);
  return readers[type]?.(item, place, providers) ?? unreadable(place);
}

/** With a provider it is the message that the provider's own webhooks tell of, by the same id. */
function readMessage(item: unknown, place: string, providers: readonly string[]): Told {
  const parsed = messageSchema.safeParse(item);
  if (!parsed.success) return problem(parsed.error, place);
  const { status: word, provider = application, messageId: id, channel = 'other', ...told } = parsed.data;
  if (provider !== application && !providers.includes(provider))
    return unreadable(`${place} provider: no such provider`);
  const { campaign, user, template, carrier, at, sentAt, to, from, errorCode, segments } = told;
  const status = word === 'cancelled' ? 'canceled' : word;
  const facts = { at, sentAt, to, from, errorCode, segments, ownIds: idsOf({ campaign, user, template, carrier }) };
  return { event: { kind: 'message', provider, id, channel, status, word, ...facts } };
}

function readGeneration(item: unknown, place: string): Told {
  const parsed = generationSchema.safeParse(item);
  if (!parsed.success) return problem(parsed.error, place);
  const { via, costMicros, ms } = parsed.data;
  return activity(parsed.data, {
    type: 'generation',
    via,
    ...(costMicros !== undefined && { costMicros }),
    ...(ms !== undefined && { ms }),
  });
}

function readSkip(item: unknown, place: string): Told {
  const parsed = skipSchema.safeParse(item);
  if (!parsed.success) return problem(parsed.error, place);
  return activity(parsed.data, { type: 'skip', reason: parsed.data.reason, count: parsed.data.count ?? 1 });
}

type Labels = Readonly<Record<'campaign' | 'user' | 'template', string | undefined>>;

function activity({ id, at, ...told }: Labels & Pick<EventBase, 'id' | 'at'>, deed: Deed): Told {
  return { event: { kind: 'activity', provider: application, id, at, ownIds: idsOf(told), deed } };
}

function idsOf({ campaign, user, template, carrier }: Labels & { carrier?: string | undefined }) {
  const pairs = Object.entries({ campaign, user, template, carrier });
  return ownIds(pairs.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
}

/** What is wrong with the first field that is; without its value, which may be anybody's. */
function problem({ issues: [issue] }: z.ZodError, place: string): Told {
  return unreadable(`${place} ${issue?.path.join('.')}: ${issue?.message}`);
}
