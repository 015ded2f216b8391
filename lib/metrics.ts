import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricDimensions, type MetricName, metricNamespace } from '../functions/core/metric-names.ts';
import { type FunctionName, resourceName } from './names.ts';

/** Stages in one account do not share graphs. */
export function namespaceOf(stage: string): string {
  return `${metricNamespace}/${stage}`;
}

type OwnMetric = {
  stage: string;
  name: MetricName;
  service: FunctionName;
  dimensions?: MetricDimensions;
  statistic?: string;
  period?: Duration;
  label?: string;
};

/** A metric that one of our functions writes: the name is the one the function uses. */
export function ownMetric({ stage, name, service, dimensions = {}, statistic = Stats.SUM, ...options }: OwnMetric) {
  return new Metric({
    namespace: namespaceOf(stage),
    metricName: name,
    dimensionsMap: { service, ...dimensions },
    statistic,
    period: Duration.minutes(1),
    ...options,
  });
}

export function lambdaMetric(stage: string, name: FunctionName, metricName: string, statistic: string = Stats.SUM) {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: resourceName(stage, name) },
    statistic,
    period: Duration.minutes(1),
  });
}

export function queueMetric(stage: string, queue: string, metricName: string) {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: resourceName(stage, queue) },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  });
}

/** The sum of metrics of which some may have no data. */
export function sumOf(metrics: readonly IMetric[], label: string, period = Duration.minutes(1)): MathExpression {
  const named = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const expression = Object.keys(named)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics: named, label, period });
}
