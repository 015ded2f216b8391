import type { Regulation } from '../../core/score.ts';
import type { CatalogueRule } from './catalogue-rule.ts';

/** The score of each campaign by the violations that the application reports. */
function scoreRule(score: Regulation, name: string, impact: string, formula: string): CatalogueRule {
  return {
    rule: {
      kind: 'score',
      id: `${score}-score`,
      score,
      by: ['campaign'],
      window: '30d',
      every: '15m',
      settle: 0,
      cooldown: '1d',
      when: { critical: { below: 80 } },
      summary: `${name} score of {campaign} is {value} of 100`,
      impact,
      runbook: 'compliance-score',
    },
    answers: ['A-06', 'C-05', formula],
    why: 'on: it says something only if your application reports violations',
  };
}

/** What regulators, carriers and the people written to forbid. */
export const complianceRules: CatalogueRule[] = [
  {
    rule: {
      kind: 'registration',
      id: 'registration-blocked',
      statuses: ['suspended', 'expired', 'rejected', 'dormant'],
      when: { critical: {} },
      summary: 'The {unit} {id} at {provider} is not allowed to send',
      impact: 'Nothing that needs this registration is sent until somebody acts.',
      runbook: 'registration-blocked',
    },
    answers: ['A-06', 'A-12'],
    why: 'on: nothing is sent until somebody acts, and it can take weeks to mend',
  },
  {
    rule: {
      kind: 'ratio',
      id: 'opt-outs-by-campaign',
      of: 'optOuts',
      over: 'sent',
      by: ['campaign'],
      window: '60m',
      bound: 'wilson',
      minFailures: 3,
      minSamples: 50,
      keepFiring: '15m',
      cooldown: '4h',
      when: { critical: { above: '10%', for: '5m' }, medium: { above: '2%', for: '15m' } },
      summary: '{value} of those who got {campaign} opt out',
      impact: 'The audience does not want {campaign}; carriers filter senders that many people leave.',
      runbook: 'opt-outs-by-campaign',
    },
    answers: ['A-11', 'A-42', 'X-2', 'X-11'],
    why: 'on: carriers act on it before you do',
  },
  {
    rule: {
      kind: 'count',
      id: 'consent-or-quiet-hours',
      of: 'breaches',
      by: ['campaign'],
      window: '60m',
      settle: 0,
      when: { critical: { above: 0 } },
      summary: 'Messages of {campaign} without consent or in quiet hours: {value}',
      impact: 'Each of these messages may be fined.',
      runbook: 'consent-or-quiet-hours',
    },
    answers: ['A-35', 'C-01', 'C-02'],
    why: 'on: it says something only if your application reports violations',
  },
  scoreRule('tcpa', 'TCPA', 'Three or more violations within thirty days.', 'F-02'),
  scoreRule('10dlc', '10DLC', 'Two or more violations within thirty days.', 'F-03'),
  {
    rule: {
      kind: 'score',
      id: 'campaign-score',
      tags: { family: 'delivery' },
      enabled: false,
      score: 'performance',
      by: ['campaign'],
      window: '60m',
      cooldown: '4h',
      when: { medium: { below: 70, for: '30m' } },
      summary: 'Performance score of {campaign} is {value} of 100',
      impact: 'The campaign reaches few, or loses many.',
      runbook: 'campaign-score',
    },
    answers: ['A-10', 'A-15', 'F-01', 'X-7'],
    why: 'off: without opt-outs it falls below 70 only when 43 % fail; delivery and opt-out rules find that long before',
  },
];
