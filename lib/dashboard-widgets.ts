import { GraphWidget, type IMetric, type IWidget, Stats, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { statuses } from '../functions/core/message/status.ts';
import { metricNames } from '../functions/core/metric-names.ts';
import {
  byChannel,
  byProvider,
  byReason,
  carriersTo,
  transitionsByProvider,
  transitionsTo,
} from './dashboard-metrics.ts';
import { deadLettersOf } from './dead-letter-queue.ts';
import { deadLetterImpact } from './impacts.ts';
import { lambdaMetric, ownMetric, queueMetric } from './metrics.ts';
import { functionNames } from './names.ts';

/** What the dashboard shows, row by row: traffic, outcomes, alerts, our own health. */
export function widgets(stage: string): IWidget[][] {
  return [
    [heading('Webhooks')],
    [
      graph('Taken and refused, by provider', [
        byProvider(stage, metricNames.webhooksAccepted, 'accepted'),
        byProvider(stage, metricNames.webhooksDuplicate, 'duplicate'),
        byProvider(stage, metricNames.webhooksRefused, 'refused'),
        byProvider(stage, metricNames.webhooksMalformed, 'malformed'),
      ]),
      graph('Spilled and lost, by provider', [
        byProvider(stage, metricNames.webhooksSpilled, 'spilled'),
        byProvider(stage, metricNames.webhooksLost, 'lost'),
      ]),
    ],
    [heading('Messages')],
    [
      graph(
        'Transitions by status',
        statuses.map((status) => transitionsTo(stage, status)),
      ),
      graph('Transitions by provider and status', [transitionsByProvider(stage)]),
    ],
    [
      graph('Delivered, by carrier', [carriersTo(stage, 'delivered')]),
      graph('Undelivered, by carrier', [carriersTo(stage, 'undelivered')]),
      graph('Failed, by carrier', [carriersTo(stage, 'failed')]),
    ],
    [heading('Alerts')],
    [
      graph('Firing alerts', [
        ownMetric({
          stage,
          name: metricNames.alertsFiring,
          service: 'evaluate',
          statistic: Stats.MAXIMUM,
          label: 'firing',
        }),
      ]),
      graph('Notices, by channel', [
        byChannel(stage, metricNames.noticesSent, 'sent'),
        byChannel(stage, metricNames.noticesFailed, 'given up'),
      ]),
      graph('Held back, by reason, unheard and unanswered', [
        byReason(stage, metricNames.noticesMuted),
        ownMetric({
          stage,
          name: metricNames.alertsUntold,
          service: 'evaluate',
          statistic: Stats.MAXIMUM,
          label: 'nobody has heard of',
        }),
        ownMetric({
          stage,
          name: metricNames.responsesOverdue,
          service: 'evaluate',
          statistic: Stats.MAXIMUM,
          label: 'nobody has taken on in time',
        }),
        ownMetric({
          stage,
          name: metricNames.overridesRefused,
          service: 'evaluate',
          statistic: Stats.MAXIMUM,
          label: 'overrides that do not apply',
        }),
      ]),
    ],
    [heading('Wirewatch itself')],
    [
      graph('Lag: from journal to counters', [
        ownMetric({ stage, name: metricNames.countLag, service: 'count', statistic: 'p50', label: 'p50, ms' }),
        ownMetric({ stage, name: metricNames.countLag, service: 'count', statistic: 'p99', label: 'p99, ms' }),
      ]),
      graph('Ticks evaluated', [
        ownMetric({ stage, name: metricNames.ticksEvaluated, service: 'evaluate', label: 'ticks' }),
        ownMetric({ stage, name: metricNames.dispatchFailed, service: 'evaluate', label: 'not dispatched' }),
      ]),
      graph('Age of streams, ms', [
        lambdaMetric(stage, 'count', 'IteratorAge', Stats.MAXIMUM).with({ label: 'count' }),
        lambdaMetric(stage, 'notify', 'IteratorAge', Stats.MAXIMUM).with({ label: 'notify' }),
      ]),
    ],
    [
      graph(
        'Errors',
        functionNames.map((name) => lambdaMetric(stage, name, 'Errors').with({ label: name })),
      ),
      graph(
        'Duration, p99 ms',
        functionNames.map((name) => lambdaMetric(stage, name, 'Duration', 'p99').with({ label: name })),
      ),
      graph(
        'Dead letters',
        Object.keys(deadLetterImpact).map((step) =>
          queueMetric(stage, deadLettersOf(step), 'ApproximateNumberOfMessagesVisible').with({ label: step }),
        ),
      ),
    ],
  ];
}

function heading(text: string): IWidget {
  return new TextWidget({ markdown: `## ${text}`, width: 24, height: 1 });
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0, showUnits: false } });
}
