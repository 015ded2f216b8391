import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../functions/core/metric-names.ts';
import { ownMetric } from '../metrics.ts';
import { type DashboardGround, drawn, graph, heading, numbers } from './dashboard-parts.ts';
import { byDimension, deliveryPercent, volume } from './searches.ts';

/** What it is all for: how much is sent, what arrives, what it costs. */
export function business(ground: DashboardGround): IWidget[][] {
  return [
    [
      drawn('Key numbers of the range', 'tiles', { width: 16, height: 8 }, ground),
      drawn('Cost today, yesterday and this month', 'cost', { width: 8, height: 8 }, ground),
    ],
    [numbers('Messages sent', [volume(ground)], 12), numbers('Delivery rate', [deliveryPercent(ground)], 12)],
    [drawn('Campaigns by score, messages, opt-outs and cost', 'campaigns', { width: 24, height: 10 }, ground)],
    [heading('What limits the numbers')],
    [
      graph('Receipts that never came', [byDimension(ground, metricNames.messagesExpired, 'provider')], { width: 12 }),
      graph(
        'Labels that were folded into “other”',
        [ownMetric({ stage: ground.stage, name: metricNames.labelsFolded, service: 'ingest', label: 'folded' })],
        { width: 12 },
      ),
    ],
  ];
}
