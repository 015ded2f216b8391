import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Sums hours into days and months, and writes down how many different people a day saw. */
export class RollUp extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { deployment, tables }: { deployment: Deployment; tables: Tables }) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'roll-up',
      description: 'Sums hours into days and months',
      timeout: Duration.minutes(10),
      readsConfig: true,
    });
    bindTable(
      this.function,
      'COUNTERS_TABLE',
      tables.counters,
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      ['dirty'],
    );
    bindTable(this.function, 'STATE_TABLE', tables.state, ['Query']);
  }
}
