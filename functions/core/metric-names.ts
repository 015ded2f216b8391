/** The CloudWatch namespace of everything Wirewatch writes. */
export const metricNamespace = 'Wirewatch';

/** Each metric's name exists once: handlers emit it, infrastructure graphs it and alarms on it. Unit: count, unless said. */
export const metricNames = {
  webhooksAccepted: 'WebhooksAccepted',
  webhooksDuplicate: 'WebhooksDuplicate',
  webhooksRefused: 'WebhooksRefused',
  webhooksMalformed: 'WebhooksMalformed',
  webhooksSpilled: 'WebhooksSpilled',
  webhooksLost: 'WebhooksLost',
  transitions: 'Transitions',
  /** Delivered, undelivered and failed, by provider and carrier: those on our list, and `other` for all the rest. */
  carrierOutcomes: 'CarrierOutcomes',
  lateDropped: 'LateDropped',
  /** Labels that were counted under `other`, because the day had no room for another value. */
  labelsFolded: 'LabelsFolded',
  /** Messages that no delivery receipt came for in time. */
  messagesExpired: 'MessagesExpired',
  /** By how much audited counters differ from the journal. */
  counterDrift: 'CounterDrift',
  undecodable: 'Undecodable',
  /** Milliseconds from the journal write to the counter write. */
  countLag: 'CountLag',
  ticksEvaluated: 'TicksEvaluated',
  rulesFailed: 'RulesFailed',
  alertsFiring: 'AlertsFiring',
  noticesSent: 'NoticesSent',
  noticesFailed: 'NoticesFailed',
  /** Times that a tenant's ticks could not be dispatched, and items that could not be read for it. */
  dispatchFailed: 'DispatchFailed',
  /** Alerts that fire for a quarter of an hour, and that nobody has heard of, at a tick. */
  alertsUntold: 'AlertsUntold',
  /** Alerts that fire at a tick and that nobody is told of, by what holds that back. */
  noticesMuted: 'NoticesMuted',
  /** Alerts that nobody has taken on within the time that their severity allows. */
  responsesOverdue: 'ResponsesOverdue',
  /** Overrides that stand at a tick and do not apply: the configuration with them would not be valid. */
  overridesRefused: 'OverridesRefused',
  /** Milliseconds from a request of the API to its answer, by the first part of its path. */
  apiLatency: 'ApiLatency',
  /** Requests of the API that were answered with 500 or above, of all: 0 or 1 for each. */
  apiErrors: 'ApiErrors',
  apiRequests: 'ApiRequests',
  /** Calls of the API that were not let in, by why: `unknown-token`, `scope`, `tenant`, `user`, `rate`. */
  apiRefused: 'ApiRefused',
} as const;
export type MetricName = (typeof metricNames)[keyof typeof metricNames];

/** Dimension names that may become CloudWatch series. Everything else stays a property: series cost money. */
export type MetricDimensions = Partial<
  Record<'provider' | 'status' | 'carrier' | 'channel' | 'reason' | 'route', string>
>;

export type EmitMetric = (name: MetricName, value: number, dimensions?: MetricDimensions) => void;
