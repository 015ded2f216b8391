import type { Status } from '../../core/message/status.ts';
import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { callbackIds } from './callback-data.ts';
import { type Entry, type MessageStatus, type Metadata, statusSchema } from './payload.ts';
import { address, errorCodeOf } from './values.ts';

/** Meta's statuses of a message; `played` is a voice message that was heard. */
const statusWords: Readonly<Record<string, Status>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** One of `statuses[]`: a status of one message to one person. */
export function readStatus(item: unknown, entry: Entry, metadata: Metadata): Told {
  const parsed = statusSchema.safeParse(item);
  if (!parsed.success) return { unreadable: 'status' };
  const { status: word, ...told } = parsed.data;
  const status = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  if (status === undefined) return { ignored: `status ${word.slice(0, 32)}` };
  const grouped = told.recipient_type === 'group' || undefined;
  const to = grouped ? participantOf(told) : (address(told.recipient_id) ?? told.recipient_user_id ?? undefined);
  // Each member of a group has receipts of its own; that the group as a whole was served tells nothing more.
  if (grouped && to === undefined && status !== 'failed') return { ignored: `group status ${word}` };
  return {
    event: {
      kind: 'message',
      provider: 'meta',
      channel: 'whatsapp',
      id: told.id,
      status,
      word,
      at: fromUnixSeconds(told.timestamp),
      to,
      from: address(metadata.display_phone_number),
      grouped,
      account: entry.id,
      pool: metadata.phone_number_id ?? undefined,
      ownIds: callbackIds(told.biz_opaque_callback_data),
      pricing: told.pricing?.category?.slice(0, 64),
      errorCode: status === 'failed' ? errorCodeOf(told.errors) : undefined,
    },
  };
}

type Participant = Pick<MessageStatus, 'recipient_participant_id' | 'recipient_participant_user_id'>;

function participantOf({ recipient_participant_id: number, recipient_participant_user_id: user }: Participant) {
  return address(number) ?? user ?? undefined;
}
