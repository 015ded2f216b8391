import { ArnFormat, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  CustomWidget,
  GraphWidget,
  type GraphWidgetProps,
  type IAlarm,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { logGroupName, resourceName } from '../names.ts';

/** What a dashboard's widgets have in common. */
export type DashboardGround = {
  stack: Stack;
  /** A stage, or the text that stands for the one that is chosen on the dashboard. */
  stage: string;
  /** The same for the tenant, and for the providers: `twilio OR telnyx`. */
  tenant: string;
  providers: string;
  /** The alarms' names, without what all have in front. */
  alarms: readonly string[];
  /** The runbook's address. */
  runbookUrl: string;
};

/** An axis of shares. */
export const percents = { leftYAxis: { min: 0, max: 100, showUnits: false } };

/** From 1 % it is to be looked at, from 5 % it is bad (D-03). */
export const errorBands = [
  { value: 1, label: 'look at it', color: '#f2b233' },
  { value: 5, label: 'bad', color: '#d62728' },
];

export function heading(text: string, more = ''): IWidget {
  return new TextWidget({ markdown: `## ${text}\n${more}`.trim(), width: 24, height: more === '' ? 1 : 2 });
}

export function graph(title: string, left: IMetric[], more: Partial<GraphWidgetProps> = {}): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0, showUnits: false }, ...more });
}

export function numbers(title: string, metrics: IMetric[], width = 8): IWidget {
  return new SingleValueWidget({ title, metrics, width, height: 4, sparkline: true, setPeriodToTimeRange: false });
}

/** One of the widgets that our function draws. */
export function drawn(
  title: string,
  widget: string,
  size: { width: number; height: number },
  { stack, stage, tenant }: DashboardGround,
): IWidget {
  const functionArn = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: resourceName(stage, 'widget'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new CustomWidget({
    title,
    functionArn,
    params: { widget, tenant },
    updateOnRefresh: true,
    updateOnTimeRangeChange: true,
    updateOnResize: false,
    ...size,
  });
}

/** How the own alarms stand. @param names those that are asked for, as far as there are such */
export function alarmStates(title: string, names: readonly string[], ground: DashboardGround, id: string): IWidget {
  const alarms = names.filter((name) => ground.alarms.includes(name)).map((name) => alarmOf(name, ground, id));
  return new AlarmStatusWidget({ title, alarms, width: 24, height: 4 });
}

function alarmOf(name: string, { stack, stage }: DashboardGround, id: string): IAlarm {
  const alarmArn = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: resourceName(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return Alarm.fromAlarmArn(stack, `${id}-${name}`, alarmArn);
}

export function logTable(
  title: string,
  functions: readonly string[],
  queryLines: string[],
  { stage }: DashboardGround,
): IWidget {
  return new LogQueryWidget({
    title,
    logGroupNames: functions.map((name) => logGroupName(stage, name)),
    queryLines,
    view: LogQueryVisualizationType.TABLE,
    width: 12,
    height: 6,
  });
}
