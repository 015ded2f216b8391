import { failures, type Measures, measure, settled } from './counter.ts';

/** What became of messages that have settled, and how many people opted out. */
export type Campaign = { sent: number; delivered: number; failed: number; optOuts: number };

/**
 * 0 to 100: half of it is delivery, three tenths that nobody opts out, two tenths that nothing fails (F-01). Without a
 * message there is none. Note what it hides: as long as nobody opts out it stays above 70 up to 42.8 % failures, and it
 * is 30 when nothing arrives at all.
 */
export function performanceScore({ sent, delivered, failed, optOuts }: Campaign): number | undefined {
  if (sent === 0) return undefined;
  const tenths = 5 * delivered + 3 * (sent - optOuts) + 2 * (sent - failed);
  return Math.min(100, Math.max(0, (10 * tenths) / sent));
}

/** The same of counted messages: what was sent are those of which everyone knows what became of them. */
export function scoreOf(measures: Measures): number | undefined {
  return performanceScore({
    sent: settled(measures),
    delivered: measure(measures, 'o.delivered'),
    failed: failures(measures),
    optOuts: measure(measures, 'o.consent.opted-out'),
  });
}

/** What one violation costs, in points of 100 (F-02, F-03). */
const violationCosts = { tcpa: 10, '10dlc': 15 } as const;
export type Regulation = keyof typeof violationCosts;

/** 0 to 100; without a violation 100. */
export function complianceScore(regulation: Regulation, violations: number): number {
  return Math.max(0, 100 - violationCosts[regulation] * violations);
}
