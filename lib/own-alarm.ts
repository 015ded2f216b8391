import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Config } from '../functions/config/schema.ts';
import { resourceName } from './names.ts';

export type AlarmSettings = {
  /** Part of the alarm's name, in lower-case words with hyphens. */
  name: string;
  metric: IMetric;
  /** Alarms when the metric is above this. */
  above?: number;
  /** Alarms when the metric is below this, or has no data. */
  below?: number;
  /** How many periods in a row; default: 1. */
  periods?: number;
  /** What it means for people, in a sentence: there is no alarm without one. */
  impact: string;
  /** The runbook's section. */
  runbook: string;
};

export type OwnAlarmsProps = {
  stage: string;
  topic: ITopic;
  /** The runbook's address, to which `#section` is added. */
  runbookUrl: string;
};

/** Alarms on failures of Wirewatch itself; alerts on the team's traffic go another way. */
export class OwnAlarms extends Construct {
  private readonly props: OwnAlarmsProps;
  /** Of all that there are, without what all have in front. */
  readonly names: string[] = [];

  constructor(scope: Construct, id: string, props: OwnAlarmsProps) {
    super(scope, id);
    this.props = props;
  }

  add({ name, metric, above, below, periods = 1, impact, runbook }: AlarmSettings): void {
    const { stage, topic, runbookUrl } = this.props;
    this.names.push(name);
    const alarm = new Alarm(this, name, {
      alarmName: resourceName(stage, name),
      alarmDescription: `${impact} Runbook: ${runbookUrl}#${runbook}`,
      metric,
      evaluationPeriods: periods,
      threshold: below ?? above ?? 0,
      comparisonOperator:
        below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

export const fiveMinutes = Duration.minutes(5);

/** Where people find what to do: the team's own place for it, or the file of this repository. */
export function runbookUrl({ links }: Pick<Config, 'links'>): string {
  return links.runbook ?? 'docs/runbook.md';
}
