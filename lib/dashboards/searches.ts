import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { application } from '../../functions/core/activity/application.ts';
import { type CallStatus, callEndings } from '../../functions/core/call/status.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { type MetricName, metricNames } from '../../functions/core/metric-names.ts';
import { providers } from '../../functions/providers/index.ts';
import { namespaceOf } from '../metrics.ts';
import type { DashboardGround } from './dashboard-parts.ts';

/*
 * Searches find every provider and channel there is, also those that came after the dashboard. `service` is left open:
 * replay adds to what ingest counts.
 */

type Ground = Pick<DashboardGround, 'stage' | 'providers'>;

export function byProvider(ground: Ground, name: MetricName, word: string): MathExpression {
  const terms = `MetricName="${name}" provider=(${ground.providers})`;
  return search(ground, ['service', 'provider'], terms, `\${PROP('Dim.provider')} ${word}`);
}

export function byDimension(ground: Ground, name: MetricName, dimension: string, word = ''): MathExpression {
  return search(ground, ['service', dimension], `MetricName="${name}"`, `\${PROP('Dim.${dimension}')} ${word}`.trim());
}

/** A statistic of one of our metrics, for each value of a dimension. */
export function statisticOf(ground: Ground, name: MetricName, dimension: string, statistic: string): MathExpression {
  const found = searchText(ground, ['service', dimension], `MetricName="${name}"`, statistic);
  return new MathExpression({ expression: found, label: `\${PROP('Dim.${dimension}')} ${statistic}` });
}

export function transitionsTo(ground: Ground, status: Status): MathExpression {
  return new MathExpression({ expression: `SUM(${transitionSearch(ground, status)})`, label: status });
}

/** Messages that began, in each period that the range of the dashboard is cut into. */
export function volume(ground: Ground): MathExpression {
  return new MathExpression({ expression: `SUM(${transitionSearch(ground, 'sent')})`, label: 'sent' });
}

/** Delivered of what settled, in percent, by when the news came: nothing where nothing settled. */
export function deliveryPercent(ground: Ground): MathExpression {
  const sum = (status: Status) => `SUM(${transitionSearch(ground, status)})`;
  const [delivered, undelivered, failed] = [sum('delivered'), sum('undelivered'), sum('failed')];
  return new MathExpression({
    expression: `100 * ${delivered} / (${delivered} + FILL(${undelivered}, 0) + FILL(${failed}, 0))`,
    label: 'delivered of settled, %',
  });
}

/** The same for each provider that sends messages, whichever is chosen. */
export function deliveryByProvider({ stage }: Ground): MathExpression[] {
  const senders = Object.keys(providers).filter((name) => name !== application);
  return senders.map((name) => deliveryPercent({ stage, providers: name }).with({ label: name }));
}

/** Failed of what settled, in percent. */
export function errorPercent(ground: Ground): MathExpression {
  const sum = (status: Status) => `FILL(SUM(${transitionSearch(ground, status)}), 0)`;
  const failures = `(${sum('undelivered')} + ${sum('failed')})`;
  return new MathExpression({
    expression: `100 * ${failures} / (${failures} + ${sum('delivered')})`,
    label: 'failed of settled, %',
  });
}

export function transitionsByProvider(ground: Ground): MathExpression {
  const label = `\${PROP('Dim.provider')} \${PROP('Dim.status')}`;
  const terms = `MetricName="${metricNames.transitions}" provider=(${ground.providers})`;
  return search(ground, ['service', 'provider', 'status'], terms, label);
}

export function carriersTo(ground: Ground, status: Status): MathExpression {
  const terms = `MetricName="${metricNames.carrierOutcomes}" provider=(${ground.providers}) status="${status}"`;
  const label = `\${PROP('Dim.provider')} \${PROP('Dim.carrier')}`;
  return search(ground, ['service', 'provider', 'carrier', 'status'], terms, label);
}

export function callsTo(ground: Ground, status: CallStatus): MathExpression {
  return new MathExpression({ expression: `SUM(${transitionSearch(ground, `call.${status}`)})`, label: status });
}

/** Completed of the calls that ended, in percent: nothing where none did. */
export function callPercent(ground: Ground): MathExpression {
  const sum = (status: CallStatus) => `FILL(SUM(${transitionSearch(ground, `call.${status}`)}), 0)`;
  return new MathExpression({
    expression: `100 * ${sum('completed')} / (${callEndings.map(sum).join(' + ')})`,
    label: 'completed of ended, %',
  });
}

function transitionSearch(ground: Ground, status: Status | `call.${CallStatus}`): string {
  const terms = `MetricName="${metricNames.transitions}" provider=(${ground.providers}) status="${status}"`;
  return searchText(ground, ['service', 'provider', 'status'], terms);
}

function search(ground: Ground, schema: string[], terms: string, label: string): MathExpression {
  return new MathExpression({ expression: searchText(ground, schema, terms), label });
}

function searchText({ stage }: Ground, schema: string[], terms: string, statistic = 'Sum'): string {
  return `SEARCH('{"${namespaceOf(stage)}",${schema.join(',')}} ${terms}', '${statistic}')`;
}
