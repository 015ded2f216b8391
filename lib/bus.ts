import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { bindBucket, bindSecret, bindTaking, consumeQueue } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { resourceName } from './names.ts';
import { ServiceFunction } from './service-function.ts';
import type { Spill } from './spill.ts';
import type { Tables } from './tables.ts';
import { aDayOfTries, WorkQueue } from './work-queue.ts';

export type BusProps = {
  deployment: Deployment;
  tables: Tables;
  spill: Spill;
  numberKey: Secret;
  /** The `source` of each provider whose events come by EventBridge. */
  sources: readonly string[];
};

const timeout = Duration.seconds(60);

/** Takes events of providers that publish on the account's EventBridge bus: bus → rule → queue → bus function → journal. */
export class Bus extends Construct {
  readonly function: ServiceFunction;
  readonly queue: WorkQueue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { deployment, tables, spill, numberKey, sources }: BusProps) {
    super(scope, id);
    const { stage } = deployment;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, behind: 'bus' });
    this.queue = new WorkQueue(this, 'Queue', {
      stage,
      name: 'bus',
      timeout,
      tries: aDayOfTries,
      deadLetters: this.deadLetters,
    });
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'bus',
      description: 'Records events of providers that come by EventBridge in the journal',
      timeout,
      readsConfig: true,
    });
    bindTaking(this.function, tables);
    bindBucket(this.function, 'SPILL_BUCKET', spill.bucket, { write: ['quarantine/'] });
    bindSecret(this.function, 'NUMBER_KEY_SECRET', numberKey);
    consumeQueue(this.function, this.queue);
    if (sources.length > 0) this.listenTo(sources, stage);
  }

  /** On the default bus: AWS services publish on no other. */
  private listenTo(sources: readonly string[], stage: string): void {
    new Rule(this, 'Rule', {
      ruleName: resourceName(stage, 'bus'),
      description: 'Events of providers for Wirewatch',
      eventPattern: { source: [...sources] },
      targets: [
        new SqsQueue(this.queue, {
          deadLetterQueue: this.deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
  }
}
