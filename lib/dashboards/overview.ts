import { type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../functions/core/metric-names.ts';
import { deadLettersOf } from '../dead-letter-queue.ts';
import { backlogImpact } from '../impacts.ts';
import { lambdaMetric, ownMetric, queueMetric } from '../metrics.ts';
import {
  alarmStates,
  type DashboardGround,
  drawn,
  errorBands,
  graph,
  heading,
  numbers,
  percents,
} from './dashboard-parts.ts';
import {
  byDimension,
  byProvider,
  deliveryByProvider,
  deliveryPercent,
  errorPercent,
  statisticOf,
  volume,
} from './searches.ts';

/** How it goes, at a glance. */
export function overview(ground: DashboardGround): IWidget[][] {
  const { stage, runbookUrl } = ground;
  return [
    [
      alarmStates(
        'Wirewatch itself',
        ['gateway-errors', 'no-ticks', 'rules-failed', 'alerts-untold', 'dispatch-failed'],
        ground,
        'overview',
      ),
    ],
    [
      numbers('Message volume', [volume(ground)]),
      numbers('Delivery rate', [deliveryPercent(ground)]),
      numbers('Error rate', [errorPercent(ground)]),
    ],
    [drawn('Active alerts', 'alerts', { width: 24, height: 9 }, ground)],
    [
      graph('Error rate, %', [errorPercent(ground)], { leftAnnotations: errorBands }),
      graph(
        'How long the API takes, ms',
        ['p50', 'p95', 'p99'].map((statistic) => statisticOf(ground, metricNames.apiLatency, 'route', statistic)),
      ),
      graph('Webhooks taken and refused', [
        byProvider(ground, metricNames.webhooksAccepted, 'accepted'),
        byProvider(ground, metricNames.webhooksRefused, 'refused'),
      ]),
    ],
    [
      drawn('Campaigns', 'campaigns', { width: 12, height: 8 }, ground),
      drawn('Today', 'tiles', { width: 12, height: 8 }, ground),
    ],
    [heading('Behind it', `What to do when something is wrong: [runbook](${runbookUrl}#in-an-incident)`)],
    [
      graph('What waits in queues', [
        ...Object.keys(backlogImpact).map((queue) =>
          queueMetric(stage, queue, 'ApproximateNumberOfMessagesVisible').with({ label: queue }),
        ),
        queueMetric(stage, deadLettersOf('count'), 'ApproximateNumberOfMessagesVisible').with({
          label: 'dead letters of count',
        }),
      ]),
      graph('Functions at once', [
        lambdaMetric(stage, 'ingest', 'ConcurrentExecutions', Stats.MAXIMUM).with({ label: 'ingest' }),
        lambdaMetric(stage, 'count', 'ConcurrentExecutions', Stats.MAXIMUM).with({ label: 'count' }),
        lambdaMetric(stage, 'api', 'ConcurrentExecutions', Stats.MAXIMUM).with({ label: 'api' }),
      ]),
      graph('Notices by channel', [
        byDimension(ground, metricNames.noticesSent, 'channel', 'sent'),
        byDimension(ground, metricNames.noticesFailed, 'channel', 'given up'),
      ]),
    ],
    [
      graph('Lag from journal to counters, ms', [
        ownMetric({ stage, name: metricNames.countLag, service: 'count', statistic: 'p50', label: 'p50' }),
        ownMetric({ stage, name: metricNames.countLag, service: 'count', statistic: 'p99', label: 'p99' }),
      ]),
      graph('Delivered of settled, by provider, %', deliveryByProvider(ground), percents),
    ],
  ];
}
