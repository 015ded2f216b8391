import type { Status } from '../../core/message/status.ts';
import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { instanceName } from './instance-name.ts';
import { address, isBroadcast, isGroup, person } from './jid.ts';
import { type Body, messageSchema, updateSchema } from './payload.ts';

/** The gateway's words for WhatsApp's receipts. `SERVER_ACK`: WhatsApp has it; `DELIVERY_ACK`: the phone has it. */
const statusWords: Readonly<Record<string, Status>> = {
  ERROR: 'failed',
  PENDING: 'queued',
  SERVER_ACK: 'sent',
  DELIVERY_ACK: 'delivered',
  READ: 'read',
  PLAYED: 'read',
};

/** One of `messages.update`. It tells no time of its own. */
export function readUpdate(item: unknown, body: Body): Told {
  const update = updateSchema.safeParse(item).data;
  const id = update?.keyId ?? update?.id;
  if (!update || !id) return { unreadable: 'status' };
  if (update.fromMe === false) return { ignored: 'status of an inbound message' };
  const { status: word, remoteJid, participant } = update;
  if (!word) return { ignored: 'change without a status' };
  return statusOf({ id, word, chat: remoteJid, member: address(participant) }, body);
}

/** `send.message`: the gateway took a message over. */
export function readSent(item: unknown, body: Body): Told {
  const message = messageSchema.safeParse(item).data;
  if (message === undefined) return { unreadable: 'message' };
  const { key, status, messageTimestamp } = message;
  const at = fromUnixSeconds(messageTimestamp);
  const chat = isGroup(key.remoteJid) ? key.remoteJid : person(key.remoteJid, key.remoteJidAlt);
  return statusOf({ id: key.id, word: status ?? 'PENDING', chat, member: undefined, at }, body);
}

type Sent = {
  id: string;
  word: string;
  chat: string | null | undefined;
  /** Who of the group it is about. */
  member: string | undefined;
  at?: number | undefined;
};

function statusOf({ id, word, chat, member, at }: Sent, { instance, sender }: Body): Told {
  const status = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  if (status === undefined) return { ignored: `status ${word.slice(0, 32)}` };
  if (isBroadcast(chat)) return { ignored: 'broadcast' };
  const grouped = isGroup(chat) || undefined;
  const to = grouped ? (isGroup(member) ? undefined : member) : address(chat);
  // Each member of a group has receipts of its own; that the group as a whole was served tells nothing more.
  if (grouped && to === undefined && status !== 'failed') return { ignored: `group status ${word}` };
  return {
    event: {
      kind: 'message',
      provider: 'evolution',
      channel: 'whatsapp',
      id,
      status,
      word,
      at,
      to,
      from: address(sender),
      grouped,
      pool: instanceName(instance),
    },
  };
}
