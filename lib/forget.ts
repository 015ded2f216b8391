import { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { bindSecret, bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

export type ForgetProps = { deployment: Deployment; tables: Tables; numberKey: ISecret };

/** Unlinks a person from the journal when a person asks; nothing else calls it. */
export class Forget extends Construct {
  constructor(scope: Construct, id: string, { deployment, tables, numberKey }: ForgetProps) {
    super(scope, id);
    const fn = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'forget',
      description: 'Unlinks a person from the journal',
      timeout: Duration.minutes(15),
      readsConfig: true,
    });
    bindTable(fn, 'JOURNAL_TABLE', tables.journal, ['GetItem', 'BatchGetItem', 'PutItem'], ['byRecipient']);
    bindTable(fn, 'STATE_TABLE', tables.state, ['GetItem', 'Query', 'DeleteItem']);
    bindSecret(fn, 'NUMBER_KEY_SECRET', numberKey);
  }
}
