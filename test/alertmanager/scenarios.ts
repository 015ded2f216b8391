import type { Timeline } from './timeline.ts';

const telnyx = { provider: 'telnyx' };

/** What happens by itself, one thing at a time. */
export const scenarios: readonly Timeline[] = [
  {
    name: 'a single alert and its reminders',
    spells: [{ rule: 'volume', severity: 'high', labels: telnyx, from: 1 }],
  },
  {
    name: 'a group that grows, before its first notice and after',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 1 },
      { rule: 'latency', severity: 'high', labels: telnyx, from: 2 },
      { rule: 'errors', severity: 'low', labels: telnyx, from: 6 },
      { rule: 'volume', severity: 'high', labels: { provider: 'twilio' }, from: 7 },
    ],
  },
  {
    name: 'alerts that resolve inside a group, and then all',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 1, until: 10 },
      { rule: 'latency', severity: 'high', labels: telnyx, from: 2, until: 20 },
      { rule: 'errors', severity: 'high', labels: telnyx, from: 2, until: 26 },
    ],
  },
  {
    name: 'the timeline of SEMANTICS 4.3',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 0, until: 9 },
      { rule: 'latency', severity: 'high', labels: telnyx, from: 3 },
    ],
  },
  {
    name: 'an alert that is over before its group has waited',
    spells: [{ rule: 'volume', severity: 'high', labels: telnyx, from: 4, until: 5 }],
  },
  {
    name: 'an alert that comes back while its group goes on',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 1 },
      { rule: 'latency', severity: 'high', labels: telnyx, from: 1, until: 11 },
      { rule: 'latency', severity: 'high', labels: telnyx, from: 21 },
    ],
  },
  {
    name: 'an alert that rests between two flushes',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 1, until: 9 },
      { rule: 'volume', severity: 'high', labels: telnyx, from: 11 },
    ],
  },
  {
    name: 'two receivers, each with its own group',
    spells: [
      { rule: 'delivery', severity: 'critical', labels: { ...telnyx, carrier: 'AT&T' }, from: 2, until: 24 },
      { rule: 'delivery', severity: 'high', labels: { provider: 'twilio', carrier: 'AT&T' }, from: 5, until: 30 },
    ],
  },
  {
    name: 'one receiver that is not the default, and no other',
    spells: [{ rule: 'volume', severity: 'critical', labels: telnyx, from: 3, until: 20 }],
  },
  {
    name: 'a route below a route',
    spells: [
      { rule: 'delivery', severity: 'high', labels: { ...telnyx, carrier: 'T-Mobile' }, from: 3, until: 22 },
      { rule: 'delivery', severity: 'critical', labels: { provider: 'twilio', carrier: 'T-Mobile' }, from: 9 },
      { rule: 'delivery', severity: 'low', labels: { ...telnyx, carrier: 'Verizon' }, from: 6 },
    ],
  },
  {
    name: 'an inhibited alert whose source resolves',
    spells: [
      { rule: 'outage', severity: 'critical', labels: telnyx, from: 1, until: 15 },
      { rule: 'slow', severity: 'low', labels: telnyx, from: 3, until: 32 },
      { rule: 'slow', severity: 'low', labels: { provider: 'twilio' }, from: 3, until: 32 },
    ],
  },
  {
    name: 'a silence that begins and ends',
    spells: [
      { rule: 'volume', severity: 'high', labels: telnyx, from: 1, until: 41 },
      { rule: 'volume', severity: 'high', labels: { provider: 'twilio' }, from: 12 },
    ],
    silences: [
      { match: telnyx, from: 6, until: 30 },
      { match: { provider: 'twilio', rule: 'volume' }, from: 10, until: 24 },
    ],
  },
];
