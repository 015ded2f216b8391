import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { callStatuses } from '../../functions/core/call/status.ts';
import { statuses } from '../../functions/core/message/status.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { type DashboardGround, drawn, errorBands, graph, heading, percents } from './dashboard-parts.ts';
import {
  byProvider,
  callPercent,
  callsTo,
  carriersTo,
  deliveryPercent,
  errorPercent,
  transitionsByProvider,
  transitionsTo,
} from './searches.ts';

/** What became of messages, by provider and carrier, and why. */
export function delivery(ground: DashboardGround): IWidget[][] {
  return [
    [
      graph('Delivered of settled, %', [deliveryPercent(ground)], {
        ...percents,
        leftAnnotations: [{ value: 95, label: 'the recommended rules warn below' }],
      }),
      graph('Failed of settled, %', [errorPercent(ground)], { leftAnnotations: errorBands }),
      graph(
        'Transitions by status',
        statuses.map((status) => transitionsTo(ground, status)),
      ),
    ],
    [
      drawn('Carriers and what became of their messages', 'carriers', { width: 12, height: 9 }, ground),
      drawn('Errors, what they mean and what helps', 'errors', { width: 12, height: 9 }, ground),
    ],
    [
      graph('Delivered, by carrier', [carriersTo(ground, 'delivered')]),
      graph('Undelivered, by carrier', [carriersTo(ground, 'undelivered')]),
      graph('Failed, by carrier', [carriersTo(ground, 'failed')]),
    ],
    [
      drawn('How long receipts take', 'latency', { width: 12, height: 8 }, ground),
      drawn('10DLC registrations', 'registrations', { width: 12, height: 8 }, ground),
    ],
    [heading('Calls')],
    [
      graph(
        'Calls and what became of them',
        callStatuses.map((status) => callsTo(ground, status)),
        { width: 12 },
      ),
      graph('Completed of ended calls, %', [callPercent(ground)], { width: 12, ...percents }),
    ],
    [heading('By provider')],
    [
      graph('Transitions by provider and status', [transitionsByProvider(ground)], { width: 12 }),
      graph(
        'Webhooks: repeated, malformed, spilled, lost',
        [
          byProvider(ground, metricNames.webhooksDuplicate, 'repeated'),
          byProvider(ground, metricNames.webhooksMalformed, 'malformed'),
          byProvider(ground, metricNames.webhooksSpilled, 'spilled'),
          byProvider(ground, metricNames.webhooksLost, 'lost'),
        ],
        { width: 12 },
      ),
    ],
  ];
}
