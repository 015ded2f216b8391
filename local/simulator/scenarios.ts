import type { ScenarioName } from '../flags.ts';
import type { PlannedStatus, SimulatedMessage } from './message.ts';
import type { Random } from './random.ts';

/** What is broken for a while. */
export type Trouble = {
  hits(message: SimulatedMessage): boolean;
  /** `failures`: the hit messages fail with these codes, weighted. `silence`: their receipts do not come. */
  kind: 'failures' | 'silence';
  share: number;
  codes: readonly (readonly [string, number])[];
};

/** @property minutes of product time; absent: until the end */
export type Phase = { says: string; minutes?: number; trouble?: Trouble };

const outage: Trouble = {
  hits: ({ provider, carrier }) => provider === 'telnyx' && carrier === 'AT&T',
  kind: 'failures',
  share: 0.85,
  codes: [
    ['40008', 70],
    ['40001', 25],
    ['40002', 5],
  ],
};

const silence: Trouble = { hits: ({ provider }) => provider === 'telnyx', kind: 'silence', share: 0.9, codes: [] };

export const scenarios: Readonly<Record<ScenarioName, readonly Phase[]>> = {
  'carrier-outage': [
    { says: 'all is well', minutes: 15 },
    { says: 'AT&T refuses messages from Telnyx', minutes: 30, trouble: outage },
    { says: 'AT&T takes messages again' },
  ],
  'receipts-stop': [
    { says: 'all is well; the rule needs two hours to know what is usual', minutes: 130 },
    { says: 'delivery receipts from Telnyx stop', minutes: 40, trouble: silence },
    { says: 'delivery receipts from Telnyx are back' },
  ],
};

/** A message's statuses in the order in which they come in: some twice, some in the wrong order. */
export function planStatuses(message: SimulatedMessage, trouble: Trouble | undefined, random: Random): PlannedStatus[] {
  const sentAfter = random.between(40, 300);
  const endAfter = sentAfter + random.between(200, 1800);
  const overtaken = random.chance(0.05);
  const sent: PlannedStatus = { afterMs: overtaken ? endAfter + 150 : sentAfter, status: 'sent' };
  const hit = trouble?.hits(message) && random.chance(trouble.share) ? trouble : undefined;
  if (hit?.kind === 'silence') return [sent];
  const planned = [sent, { ...ending(message, hit, random), afterMs: endAfter }];
  return planned.flatMap((status) =>
    random.chance(0.08) ? [status, { ...status, afterMs: status.afterMs + 400 }] : [status],
  );
}

function ending(message: SimulatedMessage, hit: Trouble | undefined, random: Random): Omit<PlannedStatus, 'afterMs'> {
  if (hit) return { status: 'undelivered', errorCode: random.pick(hit.codes) };
  if (!random.chance(0.015)) return { status: 'delivered' };
  const errorCode =
    message.provider === 'telnyx'
      ? '40008'
      : random.pick([
          ['30003', 3],
          ['30005', 1],
        ]);
  return { status: 'undelivered', errorCode };
}
