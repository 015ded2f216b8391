import type * as z from 'zod';
import { labelNames } from '../rules/grouping.ts';
import type { match } from './match-settings.ts';

type Match = z.input<typeof match>;
type Recommended = { inhibition: { name: string; source: Match; target: Match; equal?: string[] }; why: string };

function apiDown(provider: 'twilio' | 'telnyx'): Recommended {
  return {
    inhibition: {
      name: `${provider}-api-down`,
      source: { rule: [`${provider}-api-failures`, `${provider}-api-failure-share`], severity: 'critical' },
      target: { rule: ['traffic-silent', 'traffic-drop'], provider },
    },
    why: 'what its API refuses is not sent: the silence is no news',
  };
}

/**
 * Which shipped rules' alerts are noise while another fires, and why. What a campaign's alert is due to is not among
 * them: it names neither provider nor carrier, so nobody can say which of theirs it comes from. Grouping keeps those to
 * one message.
 */
export const inhibitionsWithReasons: readonly Recommended[] = [
  {
    inhibition: {
      name: 'critical-of-the-same',
      source: { severity: 'critical', family: { not: '' } },
      target: { severity: { not: 'critical' } },
      equal: ['family', ...labelNames],
    },
    why: 'two rules of a family look at the same thing in two ways: while one is critical, the milder adds nothing',
  },
  {
    inhibition: {
      name: 'receipts-stopped',
      source: { rule: 'overdue-by-provider', severity: 'critical' },
      target: {
        rule: ['overdue-by-carrier', 'delivery-by-provider', 'delivery-by-carrier', 'error-code-share-doubled'],
      },
      equal: ['provider'],
    },
    why: 'more than half of a provider’s messages have no receipt: its carriers’ are among them, and shares of the rest say little',
  },
  {
    inhibition: {
      name: 'provider-fails',
      source: { rule: 'delivery-by-provider', severity: 'critical' },
      target: { rule: ['delivery-by-carrier', 'error-code-share-doubled'], severity: { not: 'critical' } },
      equal: ['provider'],
    },
    why: 'a provider that fails takes its carriers down with it; one that is critical is told still, for it may be the reason',
  },
  {
    inhibition: {
      name: 'nothing-sent',
      source: { rule: 'traffic-silent' },
      target: { rule: 'traffic-drop' },
      equal: ['provider'],
    },
    why: 'nothing at all is less than usual',
  },
  apiDown('twilio'),
  apiDown('telnyx'),
];

/** For `inhibit`, beside `recommendedRules`. */
export const recommendedInhibitions = inhibitionsWithReasons.map(({ inhibition }) => inhibition);
