import { defineConfig } from './functions/config/define-config.ts';
import { recommendedRules } from './functions/config/recommended-rules.ts';

export default defineConfig({
  tenants: { main: { timeZone: 'America/New_York' } },
  rules: [...recommendedRules],
  routes: [{ match: { severity: 'critical' }, to: ['pagerduty', 'slack', 'mail'] }, { to: ['slack'] }],
  channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' }, mail: { kind: 'sns' } },
});
