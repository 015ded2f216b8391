import type { Alert } from '../../functions/core/alert.ts';
import type { DescribedRule } from '../../functions/core/describe.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';

/** 14:03 in New York, on a winter day. */
export const outageStart = Date.parse('2026-11-21T19:03:00Z');

/** The carrier outage of the documentation: AT&T through Telnyx, firing for 12 minutes. */
export function outage(changes: Partial<Alert> = {}): Alert {
  const firedAt = outageStart + 5 * minute;
  return {
    tenant: 'main',
    rule: 'delivery-by-carrier',
    labels: { provider: 'telnyx', carrier: 'AT&T' },
    id: '7f3a9c0b1d2e',
    state: 'firing',
    levels: { critical: { state: 'firing', activeAt: outageStart, firedAt } },
    severity: 'critical',
    peak: 'critical',
    tick: outageStart + 12 * minute,
    rev: 3,
    episode: 1,
    since: outageStart,
    firedAt,
    knownAt: outageStart + 12 * minute,
    evidence: {
      value: 736 / 1204,
      sample: 1204,
      failures: 468,
      usual: 0.97,
      window: { from: outageStart - 8 * minute, to: outageStart + 7 * minute },
      codes: [
        { value: '40008', count: 311 },
        { value: '40001', count: 120 },
        { value: '40002', count: 37 },
      ],
      hit: [
        { dimension: 'campaign', value: 'spring-promo', count: 402 },
        { dimension: 'campaign', value: 'otp', count: 66 },
      ],
      failedCostMicros: 9_360_000,
    },
    ...changes,
  };
}

/** The same alert, 42 minutes after it began. */
export function recovered(changes: Partial<Alert> = {}): Alert {
  const { severity: _, ...alert } = outage();
  const resolvedAt = outageStart + 42 * minute;
  const evidence = { ...alert.evidence, value: 0.975, failures: 30 };
  return {
    ...alert,
    state: 'inactive',
    levels: {},
    evidence,
    tick: resolvedAt,
    resolvedAt,
    resolvedBecause: 'recovered',
    ...changes,
  };
}

export const carrierRule: DescribedRule = {
  summary: 'Delivery on {carrier} through {provider} is {value}',
  impact: 'Customers on {carrier} do not get their messages.',
  runbook: 'delivery-by-carrier',
  threshold: 'threshold 90 %',
  unit: 'share',
  counted: '{failures} of {sample} messages failed',
};

/** One rule's alerts on a carrier's campaigns, the worst first: the first two are critical, the others high. */
export function campaignOutages(count: number, mildest: Severity = 'high'): { alerts: Alert[]; rule: DescribedRule } {
  const alerts = Array.from({ length: count }, (_, index) =>
    campaignOutage(index, index < 2 ? worst(mildest) : mildest),
  );
  const summary = 'Delivery of {campaign} through {provider} is {value}';
  const impact = 'The audience of {campaign} does not get its messages.';
  return { alerts, rule: { ...carrierRule, summary, impact, runbook: 'delivery-by-campaign' } };
}

function worst(mildest: Severity): Severity {
  return mildest === 'high' ? 'critical' : mildest;
}

function campaignOutage(index: number, severity: Severity): Alert {
  const { evidence } = outage();
  const number = String(index + 1).padStart(2, '0');
  return outage({
    rule: 'delivery-by-campaign',
    id: `c0ff${number}ee0000`,
    labels: { provider: 'telnyx', campaign: `campaign-${number}` },
    severity,
    peak: severity,
    levels: {},
    evidence: {
      ...evidence,
      value: 0.5 + index / 100,
      hit: [{ dimension: 'carrier', value: 'AT&T', count: evidence.failures }],
    },
  });
}
