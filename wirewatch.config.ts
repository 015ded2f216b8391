import { defineConfig } from './functions/config/define-config.ts';
import { recommendedInhibitions } from './functions/config/recommended-inhibitions.ts';
import { recommendedRules } from './functions/config/recommended-rules.ts';

export default defineConfig({
  tenants: { main: { timeZone: 'America/New_York' } },
  rules: [...recommendedRules],
  inhibit: [...recommendedInhibitions],
  intervals: {
    'business-hours': { weekdays: ['monday:friday'], times: [{ from: '09:00', to: '17:00' }] },
  },
  routes: [
    { name: 'page', match: { severity: 'critical' }, to: ['pagerduty', 'slack', 'mail'], wait: '0m', escalate: 'page' },
    { name: 'urgent', match: { severity: 'high' }, to: ['slack', 'mail'], escalate: 'urgent' },
    { name: 'office', match: { severity: 'medium' }, to: ['slack'], during: ['business-hours'] },
    { name: 'digest', to: ['mail'], digest: { at: '09:00' } },
  ],
  // Who is called while nobody answers, beside what the routes tell at once. A channel without a secret is skipped.
  escalations: {
    page: {
      steps: [
        { after: '15m', to: ['phone'] },
        { after: '30m', to: ['manager'] },
      ],
    },
    urgent: { steps: [{ after: '1h', to: ['pagerduty'] }] },
  },
  channels: {
    slack: { kind: 'slack' },
    pagerduty: { kind: 'pagerduty' },
    // Services of PagerDuty, each with a key of its own: one that phones whoever is on call, and one of the manager's.
    phone: { kind: 'pagerduty' },
    manager: { kind: 'pagerduty' },
    mail: { kind: 'sns' },
  },
});
