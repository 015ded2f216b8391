import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { widgets } from './dashboard-widgets.ts';
import { dashboardName, dashboardUrl } from './names.ts';

/**
 * The CloudWatch dashboard, apart from everything else: it can be changed, or left out, without touching what counts.
 * It finds all it shows by name.
 */
export class DashboardStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: string }) {
    super(scope, id, { description: 'Wirewatch: dashboard', ...props });
    new Dashboard(this, 'Dashboard', {
      dashboardName: dashboardName(stage),
      periodOverride: PeriodOverride.AUTO,
      widgets: widgets(stage),
    });
    new CfnOutput(this, 'DashboardUrl', { value: dashboardUrl(this, stage) });
  }
}
