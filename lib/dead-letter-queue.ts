import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { accept } from './accept.ts';
import { resourceName } from './names.ts';

export type DeadLetterQueueProps = {
  stage: string;
  /** The step whose failures it keeps: `count` makes the queue `wirewatch-<stage>-count-dead-letters`. */
  behind: string;
};

/** Keeps for 14 days what a step could not handle. People look into it; an alarm says when. */
export class DeadLetterQueue extends Queue {
  readonly behind: string;

  constructor(scope: Construct, id: string, { stage, behind }: DeadLetterQueueProps) {
    super(scope, id, {
      queueName: resourceName(stage, deadLettersOf(behind)),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.behind = behind;
    accept(this, { 'AwsSolutions-SQS3': why, 'Serverless-SQSRedrivePolicy': why });
  }
}

const why = 'It is the dead-letter queue.';

export function deadLettersOf(step: string): string {
  return `${step}-dead-letters`;
}
