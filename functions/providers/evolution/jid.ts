/** `13125550123@s.whatsapp.net` in E.164, the number of the device left out; ids that hide a number (`@lid`) as they are. */
export function address(jid: string | null | undefined): string | undefined {
  const digits = /^(\d{5,})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/.exec(jid ?? '')?.[1];
  return digits ? `+${digits}` : jid || undefined;
}

/** The person behind one of two ids: the one that shows the number, if any does. */
export function person(jid: string | null | undefined, other: string | null | undefined): string | undefined {
  const [first, second] = [address(jid), address(other)];
  return second?.startsWith('+') && !first?.startsWith('+') ? second : first;
}

export function isGroup(jid: string | null | undefined): boolean {
  return jid?.endsWith('@g.us') ?? false;
}

/** Stories and channels: many readers, no recipient. */
export function isBroadcast(jid: string | null | undefined): boolean {
  return /@(?:broadcast|newsletter)$/.test(jid ?? '');
}
