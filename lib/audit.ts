import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Compares the counters with the journal; repairs them when a person asks. */
export class Audit extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { deployment, tables }: { deployment: Deployment; tables: Tables }) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'audit',
      description: 'Compares the counters with the journal',
      // It ends by itself after ten.
      timeout: Duration.minutes(15),
      // One whole processor: a busy hour has a million entries.
      memoryMiB: 1769,
      readsConfig: true,
    });
    bindTable(this.function, 'JOURNAL_TABLE', tables.journal, ['BatchGetItem'], ['byStarted']);
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['BatchGetItem', 'Query', 'UpdateItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['GetItem', 'UpdateItem']);
  }
}
