import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, type IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Config } from '../../functions/config/schema.ts';
import { providers } from '../../functions/providers/index.ts';
import { dashboardName, dashboardUrl } from '../names.ts';
import { runbookUrl } from '../own-alarm.ts';
import { alertsAndHealth } from './alerts-and-health.ts';
import { business } from './business.ts';
import type { DashboardGround } from './dashboard-parts.ts';
import { delivery } from './delivery.ts';
import { overview } from './overview.ts';
import { SavedQueries } from './saved-queries.ts';
import { choiceOf } from './variables.ts';

export type DashboardStackProps = StackProps & {
  stage: string;
  config: Config;
  /** The names of the own alarms, without `wirewatch-<stage>-`. */
  alarms: readonly string[];
  /** Whether there are saved queries; default: there are. */
  savesQueries?: boolean;
};

/** The first is where messages lead to. */
const dashboards: Record<string, (ground: DashboardGround) => IWidget[][]> = {
  '': overview,
  '-delivery': delivery,
  '-business': business,
  '-health': alertsAndHealth,
};

/**
 * The CloudWatch dashboards and the saved queries, apart from everything else: they can be changed, or left out, without
 * touching what counts. They find all they show by name.
 */
export class DashboardStack extends Stack {
  constructor(scope: Construct, id: string, props: DashboardStackProps) {
    const { stage, config, alarms, savesQueries = true, ...rest } = props;
    super(scope, id, { description: 'Wirewatch: dashboards', ...rest });
    const { variables, ...chosen } = choiceOf({
      stages: [stage, ...besides(stage, config)],
      tenants: Object.keys(config.tenants),
      providers: Object.keys(providers),
    });
    for (const [suffix, widgets] of Object.entries(dashboards)) {
      const name = `${dashboardName(stage)}${suffix}`;
      const ground = { stack: this, alarms, runbookUrl: runbookUrl(config), ...chosen };
      new Dashboard(this, `Dashboard${suffix}`, {
        dashboardName: name,
        periodOverride: PeriodOverride.AUTO,
        start: '-PT1H',
        variables,
        widgets: widgets(ground),
      });
    }
    if (savesQueries) new SavedQueries(this, 'SavedQueries', { stage });
    new CfnOutput(this, 'DashboardUrl', { value: dashboardUrl(this, stage) });
  }
}

/** The other stages that are deployed where this one is: one dashboard can show them all. */
function besides(stage: string, { stages }: Config): string[] {
  const place = (name: string) => JSON.stringify([stages[name]?.account, stages[name]?.region]);
  return Object.keys(stages).filter((name) => name !== stage && place(name) === place(stage));
}
