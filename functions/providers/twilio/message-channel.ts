import type { MessageChannel } from '../../core/message/entry.ts';
import type { Field } from './field.ts';

/**
 * The channel of a message: as its addresses say (`whatsapp:+1…`, `rcs:agent`), else by its id. A message of RCS that
 * fell back to SMS has a plain sender.
 */
export function messageChannel(id: string, field: Field): MessageChannel {
  const prefix = (field('ChannelPrefix') ?? prefixOf(field('From')) ?? prefixOf(field('To')))?.toLowerCase();
  if (prefix === undefined || prefix === 'sms' || prefix === 'mms') return id.startsWith('MM') ? 'mms' : 'sms';
  return prefix === 'whatsapp' || prefix === 'rcs' || prefix === 'messenger' ? prefix : 'other';
}

function prefixOf(address: string | undefined): string | undefined {
  const colon = address?.indexOf(':') ?? -1;
  return colon > 0 && colon <= 16 ? address?.slice(0, colon) : undefined;
}
