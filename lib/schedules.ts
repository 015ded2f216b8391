import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { acceptWildcards } from './accept.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { resourceName } from './names.ts';
import type { ServiceFunction } from './service-function.ts';

export type SchedulesProps = {
  stage: string;
  evaluate: ServiceFunction;
  rollUp: ServiceFunction;
  sweep: ServiceFunction;
  audit: ServiceFunction;
  /** How many evaluators share the alerts: each has its own schedule. */
  shards: number;
  /** Off: the schedules exist, and do nothing until somebody switches them on. */
  enabled: boolean;
};

/** The clock: each run is told the minute it stands for, however late it starts. */
export class Schedules extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { stage, evaluate, rollUp, sweep, audit, shards, enabled } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, behind: 'schedules' });
    const everyMinute = ScheduleExpression.cron({ minute: '*' });
    // The next tick catches up what a lost one would have done, so an old one is worth little.
    this.run('Evaluate', evaluate, {
      stage,
      name: 'evaluate',
      schedule: everyMinute,
      enabled,
      maxAge: Duration.minutes(5),
      shards,
    });
    const hourly = { stage, enabled, maxAge: Duration.minutes(45) };
    this.run('RollUp', rollUp, { ...hourly, name: 'roll-up', schedule: ScheduleExpression.cron({ minute: '10' }) });
    // When local hours have ended, whichever quarter they begin at, and in time for the next roll-up.
    this.run('Sweep', sweep, { ...hourly, name: 'sweep', schedule: ScheduleExpression.cron({ minute: '50' }) });
    // Between the two others.
    this.run('Audit', audit, { ...hourly, name: 'audit', schedule: ScheduleExpression.cron({ minute: '30' }) });
  }

  private run(id: string, fn: IFunction, timing: Timing): void {
    const { maxAge, shards = 1 } = timing;
    const role = new Role(this, `${id}Role`, { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    acceptWildcards(role, [`${fn.functionArn}:*`], 'The versions of this one function.');
    if (shards === 1) this.schedule(id, fn, role, timing);
    else for (let shard = 0; shard < shards; shard += 1) this.schedule(`${id}${shard}`, fn, role, timing, shard);
    fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: maxAge, onFailure: new SqsDestination(this.deadLetters) });
  }

  private schedule(id: string, fn: IFunction, role: Role, timing: Timing, shard?: number): void {
    const { stage, name, schedule, enabled, maxAge } = timing;
    const own = shard === undefined ? {} : { shard };
    const target = new LambdaInvoke(fn, {
      role,
      input: ScheduleTargetInput.fromObject({ tick: ContextAttribute.scheduledTime, ...own }),
      deadLetterQueue: this.deadLetters,
      retryAttempts: 2,
      maxEventAge: maxAge,
    });
    const scheduleName = resourceName(stage, shard === undefined ? name : `${name}-${shard}`);
    new Schedule(this, id, { scheduleName, schedule, target, enabled });
  }
}

type Timing = {
  stage: string;
  name: string;
  schedule: ScheduleExpression;
  enabled: boolean;
  maxAge: Duration;
  /** One schedule for each, which says which one it is; default: one that does not. */
  shards?: number;
};
