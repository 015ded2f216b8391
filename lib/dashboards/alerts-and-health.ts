import { type IWidget, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, metricNames } from '../../functions/core/metric-names.ts';
import { deadLettersOf } from '../dead-letter-queue.ts';
import { deadLetterImpact } from '../impacts.ts';
import { lambdaMetric, ownMetric, queueMetric } from '../metrics.ts';
import { functionNames } from '../names.ts';
import { alarmStates, type DashboardGround, drawn, graph, heading, logTable } from './dashboard-parts.ts';
import { queries } from './saved-queries.ts';
import { byDimension } from './searches.ts';

/** What fires, who was told, and how Wirewatch itself does. */
export function alertsAndHealth(ground: DashboardGround): IWidget[][] {
  const { stage, alarms, runbookUrl } = ground;
  const evaluate = (name: MetricName, label: string, statistic: string = Stats.MAXIMUM) =>
    ownMetric({ stage, name, service: 'evaluate', statistic, label });
  const ofEach = (name: string, statistic?: string) =>
    functionNames.map((one) => lambdaMetric(stage, one, name, statistic).with({ label: one }));
  return [
    [drawn('Active alerts', 'alerts', { width: 24, height: 10 }, ground)],
    [
      graph('Firing alerts', [evaluate(metricNames.alertsFiring, 'firing')]),
      graph('Notices, by channel', [
        byDimension(ground, metricNames.noticesSent, 'channel', 'sent'),
        byDimension(ground, metricNames.noticesFailed, 'channel', 'given up'),
      ]),
      graph('Held back, unheard, unanswered', [
        byDimension(ground, metricNames.noticesMuted, 'reason'),
        evaluate(metricNames.alertsUntold, 'nobody has heard of'),
        evaluate(metricNames.responsesOverdue, 'nobody has taken on in time'),
        evaluate(metricNames.overridesRefused, 'overrides that do not apply'),
      ]),
    ],
    [alarmStates('All own alarms', alarms, ground, 'health')],
    [heading('Wirewatch itself', `What each alarm means: [runbook](${runbookUrl}#alarms-on-wirewatch-itself).`)],
    [
      graph('Ticks evaluated', [
        evaluate(metricNames.ticksEvaluated, 'ticks', Stats.SUM),
        evaluate(metricNames.rulesFailed, 'rules not judged', Stats.SUM),
        evaluate(metricNames.dispatchFailed, 'not dispatched', Stats.SUM),
      ]),
      graph('Age of streams, ms', [
        lambdaMetric(stage, 'count', 'IteratorAge', Stats.MAXIMUM).with({ label: 'count' }),
        lambdaMetric(stage, 'notify', 'IteratorAge', Stats.MAXIMUM).with({ label: 'notify' }),
      ]),
      graph(
        'Dead letters',
        Object.keys(deadLetterImpact).map((step) =>
          queueMetric(stage, deadLettersOf(step), 'ApproximateNumberOfMessagesVisible').with({ label: step }),
        ),
      ),
    ],
    [
      graph('Runs that failed', ofEach('Errors')),
      graph('Duration, p99 ms', ofEach('Duration', 'p99')),
      graph('Throttles', ofEach('Throttles')),
    ],
    [
      graph('Runs', ofEach('Invocations')),
      graph('Functions at once', ofEach('ConcurrentExecutions', Stats.MAXIMUM)),
      graph('Not counted, or counted wrongly', [
        ownMetric({ stage, name: metricNames.undecodable, service: 'count', label: 'changes that cannot be read' }),
        ownMetric({ stage, name: metricNames.lateDropped, service: 'count', label: 'too late for their minute' }),
        ownMetric({ stage, name: metricNames.counterDrift, service: 'audit', label: 'drift that the audit found' }),
      ]),
    ],
    [
      graph('Requests of the API, and those that failed', [
        ownMetric({ stage, name: metricNames.apiRequests, service: 'api', label: 'requests' }),
        byDimension(ground, metricNames.apiErrors, 'route', 'failed'),
      ]),
      graph('Tables: throttled requests', [tables(ground, 'ThrottledRequests')]),
      graph('Tables: how long requests take, ms', [tables(ground, 'SuccessfulRequestLatency', 'Average')]),
    ],
    [
      graph('Tables: read units', [tables(ground, 'ConsumedReadCapacityUnits')]),
      graph('Tables: write units', [tables(ground, 'ConsumedWriteCapacityUnits')]),
      graph('Calls of the API that were refused', [byDimension(ground, metricNames.apiRefused, 'reason')]),
    ],
    [heading('Logs')],
    [
      logTable('Errors', functionNames, queries.errors, ground),
      logTable('Security: refused webhooks and calls', ['ingest', 'api', 'act'], queries.security, ground),
    ],
    [
      logTable('Slow functions', functionNames, queries.slow, ground),
      logTable('What went wrong most', functionNames, queries.commonest, ground),
    ],
  ];
}

/** Of all tables of the stage: CloudFormation names them after the stack. */
function tables({ stage }: DashboardGround, name: string, statistic = 'Sum'): MathExpression {
  const found = `Namespace="AWS/DynamoDB" MetricName="${name}" TableName="Wirewatch-${stage}"`;
  return new MathExpression({ expression: `SEARCH('${found}', '${statistic}')`, label: `\${PROP('Dim.TableName')}` });
}
