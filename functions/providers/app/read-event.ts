import { application } from '../../core/activity/application.ts';
import { ignored, type Reported, type Told, unreadable } from '../summary.ts';
import { idsOf } from './ids-of.ts';
import { gaugeSchema, messageSchema, typeSchema } from './payload.ts';
import { problem } from './problem.ts';
import { deedReaders } from './read-deed.ts';

type Read = (item: unknown, place: string, providers: readonly string[]) => Reported;

const readers: Readonly<Record<string, Read>> = { message: readMessage, gauge: readGauge, ...deedReaders };

/** One of `events[]`. @param place which one, to name it where it cannot be read */
export function readEvent(item: unknown, place: string, providers: readonly string[]): Reported {
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

function readGauge(item: unknown, place: string): Reported {
  const parsed = gaugeSchema.safeParse(item);
  return parsed.success ? { gauge: parsed.data } : problem(parsed.error, place);
}
