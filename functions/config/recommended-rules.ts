import type { RuleInput } from '../rules/index.ts';

const delivery = {
  kind: 'ratio',
  of: 'delivered',
  over: 'settled',
  window: '15m',
  settle: '5m',
  keepFiring: '10m',
  cooldown: '60m',
  minSamples: 20,
  minFailures: 5,
  when: { critical: { below: '90%', for: '5m' }, high: { below: '95%', for: '5m' } },
} as const satisfies Partial<RuleInput>;

const overdue = {
  kind: 'overdue',
  from: '10m',
  to: '30m',
  keepFiring: '10m',
  cooldown: '60m',
  minSamples: 20,
  minFailures: 5,
  when: { critical: { rise: '50%', for: '5m' }, high: { rise: '25%', for: '5m' } },
} as const satisfies Partial<RuleInput>;

/** The rules every team should start with: messages that do not arrive, and receipts that stop. */
export const recommendedRules: RuleInput[] = [
  {
    ...delivery,
    id: 'delivery-by-provider',
    by: ['provider'],
    summary: 'Delivery through {provider} is {value}',
    impact: 'Customers do not get messages that are sent through {provider}.',
    runbook: 'delivery-by-provider',
  },
  {
    ...delivery,
    id: 'delivery-by-campaign',
    by: ['campaign'],
    summary: 'Delivery of campaign {campaign} is {value}',
    impact: 'The audience of {campaign} does not get its messages.',
    runbook: 'delivery-by-campaign',
  },
  {
    ...delivery,
    id: 'delivery-by-carrier',
    by: ['provider', 'carrier'],
    summary: 'Delivery on {carrier} through {provider} is {value}',
    impact: 'Customers on {carrier} do not get their messages.',
    runbook: 'delivery-by-carrier',
  },
  {
    ...overdue,
    id: 'overdue-by-provider',
    by: ['provider'],
    summary: '{value} of messages through {provider} have no delivery receipt',
    impact: 'Either messages do not arrive or receipts do not: nobody can tell which until receipts are back.',
    runbook: 'overdue-by-provider',
  },
  {
    ...overdue,
    id: 'overdue-by-carrier',
    by: ['provider', 'carrier'],
    summary: '{value} of messages on {carrier} through {provider} have no delivery receipt',
    impact: 'Either messages to {carrier} do not arrive or its receipts do not.',
    runbook: 'overdue-by-carrier',
  },
];
