import type { Random } from './random.ts';

type SimulatedStatus = 'sent' | 'delivered' | 'undelivered' | 'failed';

/** One message of the simulated team. Times are wall-clock epoch milliseconds: providers live in the real world. */
export type SimulatedMessage = {
  provider: 'twilio' | 'telnyx';
  /** 32 hex digits. */
  id: string;
  carrier: string;
  campaign: string;
  user: string;
  from: string;
  to: string;
  segments: number;
  startedAt: number;
};

/** A status that the provider will report. */
export type PlannedStatus = { afterMs: number; status: SimulatedStatus; errorCode?: string };

const carriers = [
  ['AT&T', 25],
  ['T-MOBILE USA, INC.', 40],
  ['Verizon Wireless', 35],
] as const;
const campaigns = [
  ['spring-promo', 55],
  ['otp', 30],
  ['reminders', 15],
] as const;

/** @param run makes the ids of this run its own */
export function newMessage(random: Random, run: string, index: number, now: number): SimulatedMessage {
  const number = String(random.between(0, 99)).padStart(2, '0');
  return {
    provider: random.pick([
      ['telnyx', 60],
      ['twilio', 40],
    ]),
    id: `${run}${index.toString(16).padStart(32 - run.length, '0')}`,
    carrier: random.pick(carriers),
    campaign: random.pick(campaigns),
    user: `u-${random.between(1, 400)}`,
    from: '+13125550100',
    to: `+1${random.pick([
      ['312', 1],
      ['415', 1],
      ['917', 1],
    ])}55501${number}`,
    segments: random.between(1, 2),
    startedAt: now,
  };
}
