import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Marks messages as expired whose receipt did not come in time. */
export class Sweep extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { deployment, tables }: { deployment: Deployment; tables: Tables }) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'sweep',
      description: 'Marks messages without a receipt as expired',
      // It ends by itself after ten.
      timeout: Duration.minutes(15),
      memoryMiB: 1024,
      readsConfig: true,
    });
    bindTable(this.function, 'JOURNAL_TABLE', tables.journal, ['GetItem', 'BatchGetItem', 'PutItem'], ['byStarted']);
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['BatchGetItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['GetItem', 'Query', 'UpdateItem']);
  }
}
