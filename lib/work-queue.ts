import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { resourceName } from './names.ts';

export type WorkQueueProps = {
  stage: string;
  name: string;
  /** Of the function that works it off. */
  timeout: Duration;
  /** How often a message is tried, six timeouts apart. */
  tries: number;
  deadLetters: DeadLetterQueue;
};

/** With a timeout of a minute: long enough to outlive an outage of the journal. */
export const aDayOfTries = 240;

/** A queue that a function works off. It keeps what waits for 14 days. */
export class WorkQueue extends Queue {
  constructor(scope: Construct, id: string, { stage, name, timeout, tries, deadLetters }: WorkQueueProps) {
    super(scope, id, {
      queueName: resourceName(stage, name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: tries },
    });
  }
}
