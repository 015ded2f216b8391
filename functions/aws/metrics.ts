import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type EmitMetric, type MetricName, metricNames, metricNamespace } from '../core/metric-names.ts';

const inMilliseconds: readonly MetricName[] = [metricNames.countLag, metricNames.apiLatency];

/** Writes CloudWatch embedded metric format, a blob for each set of dimensions, on standard output. */
export function createMetrics(service: string): EmitMetric {
  const metrics = new Metrics({
    namespace: process.env.POWERTOOLS_METRICS_NAMESPACE ?? metricNamespace,
    serviceName: service,
  });
  return (name, value, dimensions = {}) => {
    const single = metrics.singleMetric();
    for (const [dimension, text] of Object.entries(dimensions)) single.addDimension(dimension, text);
    single.addMetric(name, inMilliseconds.includes(name) ? MetricUnit.Milliseconds : MetricUnit.Count, value);
  };
}
