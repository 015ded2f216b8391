import type {
  About,
  AlertDetail,
  AlertGraph,
  Alerts,
  Cost,
  Errors,
  Latency,
  Live,
  Messages,
  Rules,
  Series,
  Silences,
  Status,
  Summary,
  Top,
} from '../../console/answers.ts';

/** When everything in the tests of the page happens. */
export const start = Date.UTC(2026, 10, 21, 19);
const at = (minutesAgo: number) => new Date(start - minutesAgo * 60_000).toISOString();
const span = { from: at(1440), to: at(0) };
const none = { amount: 0 };
const quality = {
  asOf: at(0),
  estimatedSegments: none,
  estimatedCostMicros: none,
  heardLate: 0,
  late: 0,
  conflicts: 0,
};
const ratio = (of: number, over: number) => ({ of, over, value: of / over });
const outcomes = { delivered: 900, undelivered: 60, failed: 40, canceled: 0, unconfirmed: 0, expired: 0, pending: 4 };

export const hostileName = `<script>document.title='taken'</script>"'><img src=x onerror=alert(1)> 🌷 ${'x'.repeat(1000)}`;

const about: About = {
  stage: 'test',
  version: '0.0.0',
  now: at(0),
  caller: { name: 'test', scopes: ['operate'] },
  tenants: [{ name: 'main', timeZone: 'America/New_York' }],
  providers: ['twilio', 'telnyx'],
  webhooks: [{ tenant: 'main', provider: 'telnyx', url: 'https://hooks.example.com/webhooks/telnyx' }],
  links: {},
};

const alert: Alerts['alerts'][number] = {
  id: '7f3a9c01',
  rule: 'delivery-by-carrier',
  labels: { provider: 'telnyx', carrier: 'AT&T' },
  state: 'firing',
  severity: 'critical',
  title: 'Delivery on AT&T through Telnyx is 61 %',
  facts: ['468 of 1,204 messages failed'],
  since: at(19),
  firedAt: at(14),
  sample: 1204,
  failures: 468,
  flapping: false,
  handled: { mutes: [] },
};
const hostileAlert = {
  ...alert,
  id: '8b11d202',
  title: `Delivery of ${hostileName}`,
  labels: { campaign: hostileName },
};
const alerts: Alerts = { alerts: [alert, hostileAlert], firing: 2 };

const detail: AlertDetail = {
  ...alert,
  why: ['311 × 40008 undeliverable'],
  remedy: 'Wait for the carrier.',
  hit: [{ dimension: 'campaign', value: hostileName, count: 402 }],
  links: [{ label: 'Not a web address', url: 'javascript:alert(1)' }],
  comments: [{ by: { name: 'ana', via: 'console' }, at: at(3), text: hostileName }],
  channels: [{ channel: 'slack', outcome: 'sent', at: at(14) }],
  timeline: [{ at: at(14), what: 'fired', words: 'fires, critical' }],
};

const graph: AlertGraph = {
  unit: 'share',
  points: Array.from({ length: 30 }, (_, index) => ({
    at: at(30 - index),
    value: index < 14 ? 0.97 : 0.61,
    sample: 300,
  })),
  thresholds: [{ severity: 'critical', below: 0.9 }],
  firing: [{ from: at(14), severity: 'critical' }],
  span: { from: at(30), to: at(0) },
  notes: [],
};

const tally: Summary['now'] = {
  ...{ span, started: 1004, sent: 1000, outcomes, read: 0, segments: 1200, faults: 0 },
  ...{ deliveryRate: ratio(900, 1000), failureRate: ratio(100, 1000), optOutRate: ratio(1, 1000) },
  ...{ costMicros: 8_300_000, failedCostMicros: 80_000, costPerDeliveredMicros: ratio(8_300_000, 900) },
  receipt: { percentiles: [{ p: 95, ms: 14_200 }], measured: 900, pending: 4 },
  calls: { started: 0, answered: 0, success: { of: 0, over: 0 }, averageMs: { of: 0, over: 0 }, byMachine: 0 },
  inbound: { received: 3, stops: 1 },
};
const nothing: Summary['now'] = { ...tally, started: 0, inbound: { received: 0, stops: 0 } };

const measured = ['o.started', 'o.delivered', 'failures', 'deliveryRate', 'receipt.p50', 'receipt.p95', 'o.costMicros'];
const series: Series = {
  step: 'hour',
  points: Array.from({ length: 24 }, (_, index) => ({
    ...{ from: at(1440 - index * 60), to: at(1380 - index * 60) },
    values: Object.fromEntries(measured.map((name) => [name, name === 'deliveryRate' ? 0.9 : 40 + index])),
  })),
  quality,
};

const row: Top['rows'][number] = {
  ...{ value: 'telnyx|AT&T', by: 1004, started: 1004, sent: 1000, outcomes, costMicros: 8_300_000, score: 71 },
  ...{ deliveryRate: ratio(900, 1000), failureRate: ratio(100, 1000), optOutRate: ratio(1, 1000) },
};
const rest = { rest: { values: 0, started: 0 }, other: { started: 0 }, quality };

const errors: Errors = {
  failures: 100,
  rows: [{ provider: 'telnyx', code: '40008', count: 100, share: 1, meaning: 'undeliverable', remedy: 'Wait.' }],
  ...{ rest: { codes: 0, count: 0 }, other: { count: 0 }, withoutCode: { count: 0 } },
  trend: { failures: 100, failuresBefore: 90, label: 'stable' },
  quality,
};
const latency: Latency = {
  ...{ histogram: 'receipt', percentiles: [{ p: 95, ms: 14_200 }], measured: 900, unmeasured: 0, pending: 4, quality },
  buckets: [
    { fromMs: 0, toMs: 1000, count: 600 },
    { fromMs: 1000, toMs: 2000, count: 300 },
  ],
};
const spent = {
  ...{ span, costMicros: 8_300_000, estimatedMicros: 0, failedCostMicros: 80_000, messages: 1000 },
  ...{ callCostMicros: 0, inboundCostMicros: 0 },
};
const cost: Cost = { today: spent, yesterdaySoFar: spent, yesterday: spent, month: spent, byProvider: [] };
const rule: Rules['rules'][number] = {
  ...{ id: 'delivery-by-carrier', kind: 'ratio', summary: 'Delivery on {carrier} is {value}', enabled: true },
  ...{ by: ['carrier'], everyMs: 60_000, overridden: false, firing: 1, pending: 0 },
  levels: [{ severity: 'critical', threshold: '90 %', forMs: 300_000 }],
};
const status: Status = {
  ...{ now: at(0), healthy: true, problems: [], countLagMs: 0, alerts: { firing: 2, untold: 0 } },
  evaluation: { lastTick: at(1), behindMs: 0, rules: 1, shards: 1 },
  providers: [{ provider: 'telnyx', lastWebhookAt: at(0), lastRecordedAt: at(0) }],
};
const live: Live = {
  ...{ now: at(0), next: at(0), alerts: { firing: 2, critical: 1 } },
  events: [
    { type: 'message_failed', at: at(0), id: 'SM1', provider: 'twilio', campaign: hostileName, status: 'failed' },
  ],
  realtime: { minute: at(1), started: 3, delivered: 2, failed: 1, inbound: 0, calls: 0 },
};
const messages: Messages = {
  messages: [
    {
      ...{
        id: 'SM1',
        kind: 'message',
        provider: 'twilio',
        status: 'failed',
        startedAt: at(9),
        updatedAt: at(8),
        notes: [],
      },
      history: [{ status: 'failed', at: at(8) }],
      error: { code: '30007', meaning: 'blocked as spam' },
    },
  ],
};
const silences: Silences = {
  silences: [
    {
      ...{
        id: 's1',
        state: 'active',
        words: `campaign="${hostileName}"`,
        startsAt: at(9),
        endsAt: at(-60),
        comment: 'planned',
      },
      matchers: [],
      by: { name: hostileName, via: 'slack' },
    },
  ],
};

/** What the API answers in the tests of the page, by path; `?` is left out of account but where it says what is meant. */
export function told(path: string, search: URLSearchParams, isEmpty: boolean): unknown {
  const top = { rows: [search.get('dimension') === 'campaign' ? { ...row, value: hostileName } : row], ...rest };
  const answers: Readonly<Record<string, unknown>> = {
    ...{ about, cost, errors, latency, live, series, silences, status, top },
    alerts: isEmpty ? { alerts: [], firing: 0 } : alerts,
    summary: { now: isEmpty ? nothing : tally, before: nothing, quality },
    [`alerts/${alert.id}`]: detail,
    [`alerts/${alert.id}/graph`]: graph,
    registrations: { registrations: [] },
    rules: { rules: [rule], lastTick: at(1) },
    [`rules/${rule.id}`]: { ...rule, settings: { id: rule.id, kind: 'ratio' } },
    'messages/search': messages,
    oncall: { at: at(0), schedules: [{ schedule: 'primary' }] },
    audit: { records: [{ id: '1', at: at(5), by: { name: hostileName, via: 'cli' }, did: 'silence', changes: [] }] },
  };
  return answers[path];
}
