import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { bindQueue, bindTable } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import type { WorkQueue } from './work-queue.ts';

export type CountProps = {
  deployment: Deployment;
  tables: Tables;
  /** Where messages wait about which Twilio is to be asked; absent: it is asked nothing. */
  enrichQueue: WorkQueue | undefined;
};

/** Expiry is no event: only what is written counts. */
export const writesOnly = [FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY') })];

/** Adds what the journal's stream says to the counters, each record once. */
export class Count extends Construct {
  readonly function: ServiceFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { deployment, tables, enrichQueue }: CountProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage: deployment.stage, behind: 'count' });
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'count',
      description: 'Adds journal changes to the counters',
      timeout: Duration.minutes(2),
      memoryMiB: 1024,
      readsConfig: true,
    });
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['GetItem', 'UpdateItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['UpdateItem']);
    bindQueue(this.function, 'DEAD_LETTER_QUEUE_URL', this.deadLetters);
    if (enrichQueue) bindQueue(this.function, 'ENRICH_QUEUE_URL', enrichQueue);
    this.function.addEventSource(
      new DynamoEventSource(tables.journal, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 1000,
        maxBatchingWindow: Duration.seconds(5),
        // Only because the window makes the event name its shard, which is what records are counted once by.
        tumblingWindow: Duration.minutes(1),
        parallelizationFactor: 1,
        bisectBatchOnError: false,
        // Until the record is nearly gone from the stream: a batch that fails is a broken table, not a bad record.
        maxRecordAge: Duration.hours(23),
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.deadLetters),
        filters: writesOnly,
      }),
    );
  }
}
