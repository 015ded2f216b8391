import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { resourceName } from './names.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

export type WidgetProps = {
  deployment: Deployment;
  tables: Tables;
  /** Of the console page. */
  pageUrl: string;
};

/** CloudWatch dashboard → widget, called as whoever looks at it: nobody else is allowed to here. */
export class Widget extends Construct {
  constructor(scope: Construct, id: string, { deployment, tables, pageUrl }: WidgetProps) {
    super(scope, id);
    const name = 'widget';
    const fn = new ServiceFunction(this, 'Function', {
      deployment,
      name,
      description: 'Draws the custom widgets of dashboards, and does what their buttons ask for',
      timeout: Duration.seconds(20),
      // A dashboard calls for all of its widgets at once.
      memoryMiB: 1024,
      readsConfig: true,
    });
    const resource = { resource: 'function', resourceName: resourceName(deployment.stage, name) };
    // By name: a function cannot refer to itself.
    const arn = Stack.of(this).formatArn({ service: 'lambda', ...resource, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    fn.addEnvironment('FUNCTION_ARN', arn);
    fn.addEnvironment('PAGE_URL', pageUrl);
    bindTable(fn, 'COUNTERS_TABLE', tables.counters, ['Query', 'BatchGetItem']);
    bindTable(fn, 'JOURNAL_TABLE', tables.journal, ['BatchGetItem'], ['byStarted']);
    bindTable(fn, 'ALERTS_TABLE', tables.alerts, ['GetItem', 'BatchGetItem', 'Query', 'PutItem']);
    bindTable(fn, 'STATE_TABLE', tables.state, ['GetItem', 'Query', 'PutItem']);
  }
}
