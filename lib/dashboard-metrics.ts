import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Status } from '../functions/core/message/status.ts';
import { type MetricName, metricNames } from '../functions/core/metric-names.ts';
import { namespaceOf } from './metrics.ts';

/*
 * Searches find every provider and channel there is, also those that came after the dashboard. `service` is left open:
 * replay adds to what ingest counts.
 */

export function byProvider(stage: string, name: MetricName, word: string): MathExpression {
  return search(stage, ['service', 'provider'], `MetricName="${name}"`, `\${PROP('Dim.provider')} ${word}`);
}

export function byChannel(stage: string, name: MetricName, word: string): MathExpression {
  return search(stage, ['service', 'channel'], `MetricName="${name}"`, `\${PROP('Dim.channel')} ${word}`);
}

export function byReason(stage: string, name: MetricName): MathExpression {
  return search(stage, ['service', 'reason'], `MetricName="${name}"`, `\${PROP('Dim.reason')}`);
}

export function transitionsTo(stage: string, status: Status): MathExpression {
  const found = searchText(
    stage,
    ['service', 'provider', 'status'],
    `MetricName="${metricNames.transitions}" status="${status}"`,
  );
  return new MathExpression({ expression: `SUM(${found})`, label: status });
}

export function transitionsByProvider(stage: string): MathExpression {
  const label = `\${PROP('Dim.provider')} \${PROP('Dim.status')}`;
  return search(stage, ['service', 'provider', 'status'], `MetricName="${metricNames.transitions}"`, label);
}

export function carriersTo(stage: string, status: Status): MathExpression {
  const terms = `MetricName="${metricNames.carrierOutcomes}" status="${status}"`;
  const label = `\${PROP('Dim.provider')} \${PROP('Dim.carrier')}`;
  return search(stage, ['service', 'provider', 'carrier', 'status'], terms, label);
}

function search(stage: string, schema: string[], terms: string, label: string): MathExpression {
  return new MathExpression({ expression: searchText(stage, schema, terms), label });
}

function searchText(stage: string, schema: string[], terms: string): string {
  return `SEARCH('{"${namespaceOf(stage)}",${schema.join(',')}} ${terms}', 'Sum')`;
}
