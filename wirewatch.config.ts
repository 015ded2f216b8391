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
    {
      name: 'page',
      match: { severity: 'critical' },
      to: ['pagerduty', 'slack', 'mail'],
      wait: '0m',
      escalate: 'ladder',
    },
    { name: 'urgent', match: { severity: 'high' }, to: ['slack', 'mail'], escalate: 'ladder' },
    { name: 'office', match: { severity: 'medium' }, to: ['slack'], during: ['business-hours'] },
    { name: 'digest', to: ['mail'], digest: { at: '09:00' } },
  ],
  // What the routes tell at once is the first step; a channel without a secret is skipped.
  escalations: {
    ladder: {
      steps: [
        { after: '15m', to: ['pagerduty'] },
        { after: '30m', to: ['phone'] },
        { after: '60m', to: ['manager'] },
      ],
    },
  },
  // Write in who you are: { name: 'Anna', phone: '+14155550123', email: 'anna@example.com' }.
  onCall: {
    people: { first: { name: 'First on call' }, second: { name: 'Second on call' } },
    schedules: {
      primary: { people: ['first', 'second'], start: '2026-01-05', handOff: '09:30' },
      secondary: { people: ['second', 'first'], start: '2026-01-05', handOff: '09:30' },
    },
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
