import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { bindBucket, bindSecret, bindTable } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { resourceName } from './names.ts';
import { ServiceFunction } from './service-function.ts';
import type { Spill } from './spill.ts';
import type { Tables } from './tables.ts';

export type BusProps = {
  deployment: Deployment;
  tables: Tables;
  spill: Spill;
  numberKey: Secret;
  /** The `source` of each provider whose events come by EventBridge. */
  sources: readonly string[];
};

/** Takes events of providers that publish on the account's EventBridge bus: bus → rule → bus function → journal. */
export class Bus extends Construct {
  readonly function: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { deployment, tables, spill, numberKey, sources }: BusProps) {
    super(scope, id);
    const { stage } = deployment;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, behind: 'bus' });
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'bus',
      description: 'Records events of providers that come by EventBridge in the journal',
      timeout: Duration.seconds(30),
      readsConfig: true,
    });
    bindTable(this.function, 'JOURNAL_TABLE', tables.journal, ['GetItem', 'PutItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['UpdateItem']);
    bindBucket(this.function, 'SPILL_BUCKET', spill.bucket, { write: ['quarantine/'] });
    bindSecret(this.function, 'NUMBER_KEY_SECRET', numberKey);
    // Lambda allows no more. What still fails is kept, and can be sent again.
    this.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.deadLetters),
    });
    if (sources.length > 0) this.listenTo(sources, stage);
  }

  /** On the default bus: AWS services publish on no other. */
  private listenTo(sources: readonly string[], stage: string): void {
    new Rule(this, 'Rule', {
      ruleName: resourceName(stage, 'bus'),
      description: 'Events of providers for Wirewatch',
      eventPattern: { source: [...sources] },
      targets: [
        new LambdaFunction(this.function, {
          deadLetterQueue: this.deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
  }
}
