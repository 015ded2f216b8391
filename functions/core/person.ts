import type { NumberIdentity } from './entry-base.ts';

/** What tells who is at the other end; `to` and `from` of an entry or of an event. */
export type Ends = {
  kind: string;
  direction?: 'inbound' | 'outbound' | undefined;
  to?: NumberIdentity | undefined;
  from?: NumberIdentity | undefined;
};

/** The person at the other end: who gets a message, who is called, who wrote to us. A registration is about nobody. */
export function personOf(ends: Ends): NumberIdentity | undefined {
  if (ends.kind === 'registration') return undefined;
  return wroteOrCalled(ends) ? ends.from : ends.to;
}

/**
 * The team's own end, as counters name it: numbers stay masked, and four digits of the hash tell those apart that
 * look the same by it. Faults and registrations have none.
 */
export function senderOf(ends: Ends): string | undefined {
  if (ends.kind === 'registration' || ends.kind === 'fault') return undefined;
  const own = wroteOrCalled(ends) ? ends.to : ends.from;
  if (own === undefined) return undefined;
  return own.masked.includes('•') ? `${own.masked}~${own.hash.slice(0, 4)}` : own.masked;
}

function wroteOrCalled({ kind, direction }: Ends): boolean {
  return kind === 'inbound' || kind === 'consent' || (kind === 'call' && direction === 'inbound');
}
