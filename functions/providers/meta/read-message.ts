import { fromUnixSeconds } from '../../core/time.ts';
import type { Told } from '../summary.ts';
import { type Entry, type InboundMessage, type Metadata, messageSchema } from './payload.ts';
import { address } from './values.ts';

const mediaTypes = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];

/** Nobody wrote anything: changes of numbers, and what WhatsApp does not pass on. */
const wordless = ['system', 'unsupported', 'unknown'];

/** One of `messages[]`: somebody wrote to the team. */
export function readMessage(item: unknown, entry: Entry, metadata: Metadata): Told {
  const parsed = messageSchema.safeParse(item);
  if (!parsed.success) return { unreadable: 'message' };
  const message = parsed.data;
  if (message.type === 'reaction') return { ignored: 'reaction' };
  if (wordless.includes(message.type)) return { ignored: `${message.type} message` };
  return {
    event: {
      kind: 'inbound',
      provider: 'meta',
      channel: 'whatsapp',
      id: message.id,
      at: fromUnixSeconds(message.timestamp),
      from: address(message.from) ?? message.from_user_id ?? undefined,
      to: address(metadata.display_phone_number),
      account: entry.id,
      pool: metadata.phone_number_id ?? undefined,
      text: textOf(message),
      media: mediaTypes.includes(message.type) ? 1 : undefined,
    },
  };
}

/** What was written or pressed. "Stop" said in a group asks the group, not the team. */
function textOf({ group_id: group, text, button, interactive }: InboundMessage): string | undefined {
  if (group) return undefined;
  const pressed = interactive?.button_reply?.title ?? interactive?.list_reply?.title;
  return text?.body ?? button?.text ?? pressed ?? undefined;
}
