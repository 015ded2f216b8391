import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { apiKeyName } from '../functions/enrich/enrich.ts';
import { bindQueue, bindTable, consumeQueue, readSecrets } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

const timeout = Duration.seconds(60);

/** Asks Twilio about messages that have ended: count → queue, a quarter of an hour later → enrich → journal. */
export class Enrich extends Construct {
  readonly function: ServiceFunction;
  readonly queue: WorkQueue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { deployment, tables }: { deployment: Deployment; tables: Tables }) {
    super(scope, id);
    const { stage } = deployment;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, behind: 'enrich' });
    this.queue = new WorkQueue(this, 'Queue', {
      stage,
      name: 'enrich',
      timeout,
      // Two hours: time to put a key right.
      tries: 20,
      deadLetters: this.deadLetters,
    });
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'enrich',
      description: 'Asks Twilio for the segments and prices of messages',
      timeout,
      readsConfig: true,
    });
    bindTable(this.function, 'JOURNAL_TABLE', tables.journal, ['GetItem', 'PutItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['GetItem', 'UpdateItem']);
    bindQueue(this.function, 'ENRICH_QUEUE_URL', this.queue);
    readSecrets(this.function, stage, `*/${apiKeyName}`);
    consumeQueue(this.function, this.queue);
  }
}
