import type { NumberIdentity } from './entry-base.ts';

/** What tells who is at the other end; `to` and `from` of an entry or of an event. */
export type Ends = {
  kind: string;
  direction?: 'inbound' | 'outbound' | undefined;
  to?: NumberIdentity | undefined;
  from?: NumberIdentity | undefined;
};

/** The person at the other end: who gets a message, who is called, who wrote to us. A registration is about nobody. */
export function personOf({ kind, direction, to, from }: Ends): NumberIdentity | undefined {
  if (kind === 'registration') return undefined;
  const wroteOrCalled = kind === 'inbound' || kind === 'consent' || (kind === 'call' && direction === 'inbound');
  return wroteOrCalled ? from : to;
}
