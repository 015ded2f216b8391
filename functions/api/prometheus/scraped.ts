import type { Alert } from '../../core/alert.ts';
import { callStatuses } from '../../core/call/status.ts';
import { consentStatusSchema } from '../../core/consent/consent.ts';
import { measure, pending } from '../../core/counter.ts';
import { statuses } from '../../core/message/status.ts';
import { registrationStatuses } from '../../core/registration/event.ts';
import type { RunningTotal } from '../../core/running-total.ts';
import { severities } from '../../core/severity.ts';
import { second } from '../../core/time.ts';
import { ratio } from '../../query/derived.ts';
import { latencyOf } from '../../query/latency.ts';
import type { Reading } from '../../query/read-buckets.ts';
import type { Health, ProviderCalls } from '../health/health.ts';
import type { Family } from './exposition.ts';

/** What a scrape finds of one tenant. `reading`: of a provider's last hour. */
export type Scraped = {
  tenant: string;
  running: readonly RunningTotal[];
  alerts: readonly Alert[];
  providers: readonly ProviderCalls[];
  traffic: readonly { provider: string; reading: Reading; monthMicros: number }[];
};

type Sample = Family['samples'][number];

/** Each counter, by what its measures begin with and what may follow: what has not happened yet is 0, not absent. */
const counted = [
  { name: 'wirewatch_messages_total', of: 't.', values: statuses, help: 'Messages that reached a status' },
  { name: 'wirewatch_calls_total', of: 't.call.', values: callStatuses, help: 'Calls that reached a status' },
  { name: 'wirewatch_inbound_messages_total', of: 't.inbound.', values: ['received'], help: 'Messages from people' },
  {
    name: 'wirewatch_consent_changes_total',
    of: 't.consent.',
    values: consentStatusSchema.options,
    help: 'Times that somebody opted out or in',
  },
  {
    name: 'wirewatch_faults_total',
    of: 't.fault.',
    values: ['error', 'warning'],
    help: 'Faults that providers reported',
  },
  {
    name: 'wirewatch_registration_changes_total',
    of: 't.registration.',
    values: registrationStatuses,
    help: 'Brands, campaigns and numbers that came to a status',
  },
] as const;

export function countersOf(scraped: readonly Scraped[]): Family[] {
  const running = scraped.flatMap((one) => one.running);
  return counted.map(({ name, of, values, help }) => ({
    name,
    help,
    type: 'counter',
    samples: running.flatMap(({ tenant, provider, measures }) =>
      values.map((status) => ({
        labels: { tenant, provider, status },
        value: measure(measures, `${of}${status}`),
      })),
    ),
  }));
}

/** How messages of the last hour did, by provider. A ratio of nothing is left out. */
export function trafficOf(scraped: readonly Scraped[]): Family[] {
  const each = scraped.flatMap(({ tenant, traffic }) =>
    traffic.map(({ provider, ...rest }) => ({ labels: { tenant, provider }, ...rest })),
  );
  const gauge = (name: string, help: string, samples: Sample[]): Family => ({ name, help, type: 'gauge', samples });
  return [
    gauge(
      'wirewatch_delivery_ratio',
      'Delivered of settled, of messages that started in the last hour',
      each.flatMap(({ labels, reading }) => {
        const { value } = ratio(reading.measures, 'deliveryRate');
        return value === undefined ? [] : { labels, value };
      }),
    ),
    gauge(
      'wirewatch_pending_messages',
      'Messages that started in the last hour and have not ended',
      each.map(({ labels, reading }) => ({ labels, value: pending(reading.measures) })),
    ),
    gauge(
      'wirewatch_receipt_seconds',
      'How long receipts of the last hour took, what still waits among them',
      each.flatMap(({ labels, reading }) =>
        latencyOf(reading, 'receipt', [50, 95, 99]).percentiles.map((one) => ({
          labels: { ...labels, percentile: String(one.p) },
          // It lies beyond what is known so far.
          value: 'millis' in one ? one.millis / second : Number.POSITIVE_INFINITY,
        })),
      ),
    ),
    gauge(
      'wirewatch_month_cost_dollars',
      'What messages of this month have cost so far, estimates among it',
      each.map(({ labels, monthMicros }) => ({ labels, value: monthMicros / 1e6 })),
    ),
  ];
}

/** What fires, and how Wirewatch itself does. */
export async function stateOf(
  scraped: readonly Scraped[],
  { health, stage, version }: { health: Health; stage: string; version: string },
): Promise<Family[]> {
  const gauge = (name: string, help: string, samples: Sample[]): Family => ({ name, help, type: 'gauge', samples });
  const [tick, lag] = await Promise.all([health.lastTick(), health.countLag()]);
  const none = {};
  return [
    gauge(
      'wirewatch_alerts_firing',
      'Alerts that fire',
      scraped.flatMap(({ tenant, alerts }) =>
        severities.map((severity) => ({
          labels: { tenant, severity },
          value: alerts.filter((alert) => alert.state === 'firing' && alert.severity === severity).length,
        })),
      ),
    ),
    gauge(
      'wirewatch_last_webhook_timestamp_seconds',
      'When a provider called last',
      scraped.flatMap(({ tenant, providers }) =>
        providers.flatMap(({ provider, lastWebhookAt: at }) =>
          at === undefined ? [] : { labels: { tenant, provider }, value: at / second },
        ),
      ),
    ),
    gauge(
      'wirewatch_last_tick_timestamp_seconds',
      'The last minute of which all rules were judged',
      tick === undefined ? [] : [{ labels: none, value: tick / second }],
    ),
    gauge('wirewatch_count_lag_seconds', 'By how much counting is behind', [{ labels: none, value: lag / second }]),
    gauge('wirewatch_build_info', 'What is deployed; always 1', [{ labels: { stage, version }, value: 1 }]),
  ];
}
