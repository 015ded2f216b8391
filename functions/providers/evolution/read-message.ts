import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { instanceName } from './instance-name.ts';
import { address, isBroadcast, isGroup, person } from './jid.ts';
import { type Body, type Message, messageSchema, wordsSchema, wrapperSchema } from './payload.ts';

/** Nobody wrote anything: reactions, votes, edits, and WhatsApp's own housekeeping. */
const wordless = [
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'protocolMessage',
  'editedMessage',
  'senderKeyDistributionMessage',
];

const media = ['imageMessage', 'videoMessage', 'audioMessage', 'documentMessage', 'stickerMessage', 'ptvMessage'];

/** One of `messages.upsert`: somebody wrote to the team, or the team wrote by its own phone. */
export function readMessage(item: unknown, body: Body): Told {
  const message = messageSchema.safeParse(item).data;
  if (message === undefined) return { unreadable: 'message' };
  const { key, messageType: type } = message;
  if (key.fromMe) return { ignored: 'own message' };
  if (isBroadcast(key.remoteJid)) return { ignored: 'broadcast' };
  if (type && wordless.includes(type)) return { ignored: type === 'reactionMessage' ? 'reaction' : type };
  const content = unwrapped(message.message ?? {});
  const group = isGroup(key.remoteJid);
  const writer = group ? person(key.participant, key.participantAlt) : person(key.remoteJid, key.remoteJidAlt);
  return {
    event: {
      kind: 'inbound',
      provider: 'evolution',
      channel: 'whatsapp',
      id: key.id,
      at: fromUnixSeconds(message.messageTimestamp),
      from: writer,
      to: address(body.sender),
      pool: instanceName(body.instance),
      // "Stop" said in a group asks the group, not the team.
      text: group ? undefined : textOf(content),
      media: media.some((name) => Object.hasOwn(content, name)) ? 1 : undefined,
    },
  };
}

type Content = NonNullable<Message['message']>;

const wrappers = ['ephemeralMessage', 'viewOnceMessage', 'viewOnceMessageV2', 'documentWithCaptionMessage'];

/** Messages that disappear or may be seen once are inside another, at most three deep. */
function unwrapped(content: Content, depth = 3): Content {
  const wrapper = wrappers.find((name) => Object.hasOwn(content, name));
  const inside = wrapper && depth > 0 ? wrapperSchema.safeParse(content[wrapper]).data : undefined;
  return inside ? unwrapped(inside.message, depth - 1) : content;
}

/** What was written or pressed. */
function textOf(content: Content): string | undefined {
  const words = wordsSchema.safeParse(content).data;
  const pressed = words?.buttonsResponseMessage ?? words?.templateButtonReplyMessage;
  const written = words?.conversation ?? words?.extendedTextMessage?.text;
  return written ?? pressed?.selectedDisplayText ?? words?.listResponseMessage?.title ?? undefined;
}
