import type { AlertAnswer } from '../../functions/views/answers.ts';
import { isoAgo } from './view-answers.ts';

export function alertAnswer(changes: Partial<AlertAnswer> = {}): AlertAnswer {
  return {
    id: '7f3a9c22b1d0',
    rule: 'delivery-by-carrier',
    labels: { provider: 'telnyx', carrier: 'AT&T' },
    state: 'firing',
    severity: 'critical',
    title: 'Delivery on AT&T through Telnyx is 61 %',
    comparison: 'threshold 90 %, usually 97 %',
    facts: ['311 of 804 messages failed in 30 min'],
    since: isoAgo(14),
    firedAt: isoAgo(12),
    value: 0.61,
    valueText: '61 %',
    sample: 804,
    failures: 311,
    flapping: false,
    handled: { mutes: [] },
    ...changes,
  };
}

export const alerts = {
  alerts: [
    alertAnswer(),
    alertAnswer({
      id: 'c01d5e77aa10',
      rule: 'opt-outs-by-campaign',
      severity: 'high',
      labels: { campaign: 'spring-promo' },
      title: 'Opt-outs of campaign spring-promo are 3.2 %',
      comparison: 'threshold 2 %',
      facts: ['41 of 1,280 people opted out in 1 h'],
      firedAt: isoAgo(63),
      flapping: true,
      handled: {
        acknowledged: { by: 'Ana', at: isoAgo(20), until: isoAgo(-40) },
        assignee: 'Ana',
        mutes: [{ words: 'campaign="spring-promo"', until: isoAgo(-180), note: 'known, copy is being changed' }],
        escalation: { called: ['phone'], next: { at: isoAgo(-40), to: ['manager'] } },
      },
    }),
    alertAnswer({
      id: '90bb1277e1f2',
      state: 'pending',
      severity: 'medium',
      title: 'The cost of a day is $104.20',
      comparison: 'budget $100.00',
      labels: {},
      facts: [],
    }),
    alertAnswer({
      id: '1122aa33bb44',
      state: 'inactive',
      severity: 'low',
      title: 'No webhook of Twilio for 12 min',
      labels: { provider: 'twilio' },
      resolvedAt: isoAgo(90),
      resolvedBecause: 'it is good again',
    }),
  ],
  firing: 2,
};
