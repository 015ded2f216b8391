import type { MessageChannel } from '../../core/message/entry.ts';
import { meaningOf, textOf } from './fields.ts';

const types: Readonly<Record<string, MessageChannel>> = { sms: 'sms', mms: 'mms', rcs: 'rcs', whatsapp: 'whatsapp' };

/** How a message travels, by its payload's `type`: `SMS`, `MMS`, `RCS`, `WHATSAPP`. */
export function channelOf(type: unknown): MessageChannel {
  return meaningOf(types, textOf(type)) ?? 'other';
}
