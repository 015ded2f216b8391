import { expect } from 'vitest';
import { progress } from './command.ts';
import { countersWhen } from './counters.ts';
import { evaluate } from './deployment.ts';
import { telnyxMessage } from './messages.ts';
import { type Endpoint, many, postAll } from './traffic.ts';

const minute = 60_000;

/** Outages that are new. What people do counts from the time at which they do it, so that ticks run ahead. */
export type Outages = {
  /** The minute of which nothing is evaluated yet. */
  present(): number;
  evaluateNext(): Promise<void>;
  /** All that is sent now to a carrier fails, and is counted. */
  begin(carrier: string): Promise<void>;
};

export function createOutages(endpoint: () => Endpoint): Outages {
  /** The last tick that was evaluated. */
  let tick = 0;
  const present = () => Math.max(tick, Math.floor(Date.now() / minute) * minute);
  return {
    present,
    async evaluateNext() {
      tick = present() + minute;
      progress(`evaluate: ${JSON.stringify(await evaluate(tick))}`);
    },
    async begin(carrier) {
      const failing = many(24, () => telnyxMessage({ carrier, outcome: 'delivery_failed', startedAt: present() }));
      expect(await postAll(endpoint(), failing.flat())).toEqual({ 200: 48 });
      await countersWhen((sums) => sums[`carrier telnyx|${carrier} minute`]?.['o.undelivered'] === 24);
    },
  };
}
