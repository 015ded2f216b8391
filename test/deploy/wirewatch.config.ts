import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';

const now = { settle: '0s', keepFiring: '0s' } as const;

/** One recommended rule, made impatient: no settling, no holding, no waiting for others. */
export default defineConfig({
  stages: { test: {} },
  tenants: { main: { timeZone: 'America/New_York' } },
  reports: { gauges: ['queue-length'] },
  rules: recommendedRules.flatMap((rule) =>
    rule.kind === 'ratio' && rule.id === 'delivery-by-carrier'
      ? [{ ...rule, ...now, window: '2m', early: '1m', when: { critical: { below: '90%' }, high: { below: '95%' } } }]
      : [],
  ),
  routes: [
    {
      match: { severity: 'critical' },
      to: ['pagerduty', 'slack', 'mail', 'tickets', 'operations'],
      wait: '0m',
      interval: '1m',
    },
    { to: ['slack'], wait: '0m', interval: '1m' },
  ],
  channels: {
    slack: { kind: 'slack' },
    mail: { kind: 'sns' },
    tickets: { kind: 'webhook', url: process.env.TICKETS_URL ?? 'http://127.0.0.1:9/' },
    operations: { kind: 'bus', bus: 'operations' },
    letters: { kind: 'mail', from: 'alerts@example.com', to: ['team@example.com'] },
    text: { kind: 'sns', sms: { phone: '+14155550123' } },
    pagerduty: { kind: 'pagerduty', url: process.env.PAGERDUTY_EVENTS_URL ?? 'http://127.0.0.1:9/v2/enqueue' },
  },
});
