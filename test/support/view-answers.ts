import type { RowAnswer, SummaryAnswer, TallyAnswer } from '../../functions/views/answers.ts';

/** A name as an attacker, a poet or a mistake would make it. */
export const hostileName = `<script>alert("x")</script>'"&‮🎄 מבצע ${'long'.repeat(240)}`;

export const viewNow = Date.UTC(2026, 10, 21, 19, 15);
export const isoAgo = (minutes: number) => new Date(viewNow - minutes * 60_000).toISOString();
const span = { from: isoAgo(1440), to: isoAgo(0) };

export const quality = {
  asOf: isoAgo(0),
  estimatedSegments: { amount: 0, share: 0 },
  estimatedCostMicros: { amount: 2_000_000, share: 0.12 },
  heardLate: 0,
  late: 0,
  conflicts: 0,
};

function ratio(of: number, over: number) {
  return { of, over, ...(over > 0 && { value: of / over }) };
}

/** @param bad how many of `started` were undelivered, and how many failed */
export function row(
  value: string,
  started: number,
  [undelivered, failed]: [number, number],
  score?: number,
): RowAnswer {
  const outcomes = {
    delivered: Math.max(0, started - undelivered - failed - Math.floor(started / 50)),
    undelivered,
    failed,
    canceled: 0,
    unconfirmed: 0,
    expired: Math.floor(started / 200),
    pending: Math.floor(started / 50) - Math.floor(started / 200),
  };
  const settled = outcomes.delivered + undelivered + failed + outcomes.expired;
  return {
    value,
    by: started,
    started,
    sent: started,
    outcomes,
    deliveryRate: ratio(outcomes.delivered, settled),
    failureRate: ratio(undelivered + failed, settled),
    optOutRate: ratio(Math.floor(started / 120), started),
    costMicros: started * 7900,
    ...(score !== undefined && { score }),
  };
}

const nothing = { rest: { values: 0, started: 0 }, other: { started: 0 }, quality };
export const carriers = {
  rows: [
    row('telnyx|AT&T', 8043, [2311, 804]),
    row('telnyx|Verizon', 7120, [110, 40]),
    row('telnyx|T-Mobile', 6530, [321, 80]),
    row('twilio|Verizon', 2210, [12, 4]),
    row('twilio|unknown', 140, [2, 0]),
  ],
  rest: { values: 3, started: 220 },
  other: { started: 12 },
  quality,
};
export const campaigns = {
  rows: [
    row('spring-promo', 12_800, [2100, 600], 64.2),
    row('order-updates', 9400, [90, 22], 97.8),
    row('otp', 3120, [3, 1]),
  ],
  ...nothing,
  rest: { values: 2, started: 41 },
};
export const noRows = { rows: [], ...nothing };

export const errors = {
  failures: 3120,
  rows: [
    {
      provider: 'telnyx',
      code: '40008',
      count: 2311,
      share: 0.741,
      meaning: 'undeliverable',
      class: 'recipient',
      retry: 'once',
      remedy: 'Look whether one carrier is hit: if so, open a ticket with Telnyx and name the carrier and times.',
      source: 'https://developers.telnyx.com/docs/overview/errors/40008',
    },
    {
      provider: 'twilio',
      code: '30007',
      count: 640,
      share: 0.205,
      meaning: 'filtered by a carrier',
      class: 'content',
      retry: 'never',
      remedy: 'Change the text: links and words that read like spam.',
    },
    { provider: 'app', code: 'E_TEMPLATE', count: 12, share: 0.004 },
  ],
  rest: { codes: 4, count: 90 },
  other: { count: 0 },
  withoutCode: { count: 67 },
  trend: { failures: 3120, failuresBefore: 410, label: 'increasing', change: '+661.0 %' },
  quality,
};
export const noErrors = {
  ...errors,
  failures: 0,
  rows: [],
  rest: { codes: 0, count: 0 },
  withoutCode: { count: 0 },
  trend: { failures: 0, failuresBefore: 0, label: 'stable', change: '0.0 %' },
};

const bounds = [0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600];
const counts = [1204, 6120, 8311, 2950, 800, 304, 210, 80, 41, 12, 4, 0, 2];
const buckets = bounds.map((from, index) => {
  const to = bounds[index + 1];
  return { fromMs: from * 1000, ...(to !== undefined && { toMs: to * 1000 }), count: counts[index] ?? 0 };
});
const percentiles = [
  { p: 50, ms: 2400 },
  { p: 95, ms: 18_200 },
  { p: 99, beyondMs: 3_600_000 },
];
export const latency = {
  histogram: 'receipt',
  percentiles,
  meanMs: 5400,
  measured: 20_038,
  unmeasured: 12,
  pending: 410,
  buckets,
  quality,
};
export const noLatency = {
  ...latency,
  percentiles: [],
  meanMs: undefined,
  measured: 0,
  unmeasured: 0,
  pending: 0,
  buckets: buckets.map((one) => ({ ...one, count: 0 })),
};

export const registrations = {
  registrations: [
    {
      id: 'BRAND-7X2',
      provider: 'telnyx',
      unit: 'brand',
      status: 'active',
      word: 'VERIFIED',
      since: isoAgo(90_000),
      updatedAt: isoAgo(90_000),
    },
    {
      id: 'C4PROMO',
      provider: 'telnyx',
      unit: 'campaign',
      status: 'suspended',
      word: 'MNO_CAMPAIGN_OPERATION_SUSPENDED',
      reason: 'T-Mobile suspended it: messages of another kind were sent',
      since: isoAgo(120),
      updatedAt: isoAgo(120),
    },
    {
      id: '+1 415 ••• 0123',
      provider: 'telnyx',
      unit: 'number',
      status: 'pending',
      word: 'PENDING',
      since: isoAgo(2000),
      updatedAt: isoAgo(2000),
    },
  ],
};

const spent = (dollars: number, messages: number) => ({
  span,
  costMicros: Math.round(dollars * 1e6),
  estimatedMicros: Math.round(dollars * 120_000),
  failedCostMicros: Math.round(dollars * 90_000),
  messages,
  callCostMicros: 0,
  inboundCostMicros: 0,
});
export const cost = {
  today: spent(104.2, 13_200),
  yesterdaySoFar: spent(61.4, 7800),
  yesterday: spent(98.1, 12_400),
  month: spent(1820.5, 231_000),
  byProvider: [
    { provider: 'telnyx', todayMicros: 81_200_000, yesterdayMicros: 70_000_000 },
    { provider: 'twilio', todayMicros: 23_000_000, yesterdayMicros: 28_100_000 },
  ],
};
export const noCost = {
  today: spent(0, 0),
  yesterdaySoFar: spent(0, 0),
  yesterday: spent(0, 0),
  month: spent(0, 0),
  byProvider: [],
};

export function tally(started: number, failed: number): TallyAnswer {
  const { value: _, by: __, score: ___, ...counted } = row('all', started, [failed, 0]);
  return {
    ...counted,
    span,
    read: 0,
    segments: started * 1.2,
    failedCostMicros: 0,
    costPerDeliveredMicros: ratio(0, 0),
    receipt: { percentiles: started > 0 ? percentiles : [], measured: started, pending: 12 },
    calls: {
      started: started / 100,
      answered: started / 120,
      success: ratio(started / 120, started / 100),
      averageMs: ratio(0, 0),
      byMachine: 0,
    },
    inbound: { received: started / 40, stops: started / 400 },
    faults: 0,
  };
}
export const summary: SummaryAnswer = { now: tally(24_000, 3100), before: tally(22_400, 410), quality };
export const noSummary: SummaryAnswer = {
  now: tally(0, 0),
  before: tally(0, 0),
  quality: { ...quality, estimatedCostMicros: { amount: 0 } },
};
