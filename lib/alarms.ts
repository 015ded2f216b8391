import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { metricNames } from '../functions/core/metric-names.ts';
import { webhookProviders } from '../functions/providers/index.ts';
import { alarmTopic } from './alarm-topic.ts';
import { deadLettersOf } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { backlogImpact, deadLetterImpact, enrichDeadLetterImpact, failureImpact } from './impacts.ts';
import { lambdaMetric, ownMetric, queueMetric, sumOf } from './metrics.ts';
import { type FunctionName, functionNames } from './names.ts';
import { fiveMinutes, OwnAlarms, runbookUrl } from './own-alarm.ts';

export type AlarmsProps = { deployment: Deployment; api: HttpApi };

/** Who watches the watchman: alarms on our own failures, to a topic of their own. */
export class Alarms extends Construct {
  readonly topic: Topic;
  private readonly stage: string;
  private readonly alarms: OwnAlarms;

  constructor(scope: Construct, id: string, { deployment, api }: AlarmsProps) {
    super(scope, id);
    const { stage, config } = deployment;
    this.stage = stage;
    this.topic = alarmTopic(this, stage);
    const email = config.stages[stage]?.alarmEmail;
    if (email) this.topic.addSubscription(new EmailSubscription(email));
    this.alarms = new OwnAlarms(this, 'Own', {
      stage,
      topic: this.topic,
      runbookUrl: runbookUrl(config),
    });

    for (const name of functionNames) this.watchFunction(name);
    for (const [step, impact] of Object.entries(deadLetterImpact)) this.watchDeadLetters(step, impact);
    if (config.enrich.twilio) this.watchEnrich();
    for (const provider of webhookProviders.keys()) this.watchProvider(provider);
    this.watchApi(api);
    for (const [queue, impact] of Object.entries(backlogImpact)) this.watchQueue(queue, impact);
    this.watchStreams();
    this.watchEvaluation(config.evaluation.shards);
    this.watchDrift();
    this.watchUntold();
    for (const channel of Object.keys(config.channels)) this.watchChannel(channel);
  }

  /** Of all alarms, without `wirewatch-<stage>-`. */
  get names(): readonly string[] {
    return this.alarms.names;
  }

  private watchFunction(name: FunctionName): void {
    this.alarms.add({
      name: `${name}-errors`,
      metric: lambdaMetric(this.stage, name, 'Errors').with({ period: fiveMinutes }),
      above: 0,
      impact: failureImpact[name],
      runbook: 'function-errors',
    });
    this.alarms.add({
      name: `${name}-throttles`,
      metric: lambdaMetric(this.stage, name, 'Throttles').with({ period: fiveMinutes }),
      above: 0,
      impact: `The account has no free concurrency for ${name}. ${failureImpact[name]}`,
      runbook: 'function-throttles',
    });
  }

  private watchDeadLetters(step: string, impact: string): void {
    this.alarms.add({
      name: deadLettersOf(step),
      metric: queueMetric(this.stage, deadLettersOf(step), 'ApproximateNumberOfMessagesVisible'),
      above: 0,
      impact,
      runbook: `${step}-dead-letters`,
    });
  }

  private watchEnrich(): void {
    this.watchFunction('enrich');
    this.watchDeadLetters('enrich', enrichDeadLetterImpact);
  }

  private watchProvider(provider: string): void {
    const webhooks = (name: 'webhooksAccepted' | 'webhooksRefused' | 'webhooksLost') =>
      ownMetric({
        stage: this.stage,
        name: metricNames[name],
        service: 'ingest',
        dimensions: { provider },
        period: fiveMinutes,
      });
    this.alarms.add({
      name: `${provider}-signatures`,
      metric: new MathExpression({
        expression:
          'IF(FILL(refused, 0) + FILL(accepted, 0) >= 20, 100 * FILL(refused, 0) / (FILL(refused, 0) + FILL(accepted, 0)), 0)',
        usingMetrics: { refused: webhooks('webhooksRefused'), accepted: webhooks('webhooksAccepted') },
        label: `refused webhooks of ${provider}, %`,
        period: fiveMinutes,
      }),
      above: 50,
      impact: `Most webhooks of ${provider} do not carry a valid signature, as after a rotated secret or a changed URL: its messages are not counted and its alerts are blind.`,
      runbook: 'signatures',
    });
    this.alarms.add({
      name: `${provider}-webhooks-lost`,
      metric: webhooks('webhooksLost'),
      above: 0,
      impact: `Webhooks of ${provider} were answered with 503 because neither the journal nor the spill queue took them: those that are not sent again are missing from all counts.`,
      runbook: 'webhooks-lost',
    });
  }

  private watchApi(api: HttpApi): void {
    this.alarms.add({
      name: 'gateway-errors',
      metric: api.metricServerError({ period: fiveMinutes, statistic: Stats.SUM }),
      above: 0,
      impact:
        'Providers, people or tools were answered with a server error: webhooks that are not sent again are missing from all counts.',
      runbook: 'gateway-errors',
    });
  }

  private watchQueue(queue: string, impact: string): void {
    this.alarms.add({
      name: `${queue}-age`,
      metric: queueMetric(this.stage, queue, 'ApproximateAgeOfOldestMessage'),
      above: Duration.minutes(15).toSeconds(),
      impact,
      runbook: `${queue}-age`,
    });
  }

  private watchStreams(): void {
    for (const [name, impact] of [
      ['count', 'Counters are more than five minutes behind: rules judge old numbers, and hold their verdicts back.'],
      ['notify', 'People hear of alerts more than five minutes late.'],
    ] as const) {
      this.alarms.add({
        name: `${name}-behind`,
        metric: lambdaMetric(this.stage, name, 'IteratorAge', Stats.MAXIMUM),
        above: fiveMinutes.toMilliseconds(),
        periods: 3,
        impact,
        runbook: 'stream-behind',
      });
    }
  }

  private watchEvaluation(shards: number): void {
    const evaluate = (name: 'ticksEvaluated' | 'rulesFailed' | 'dispatchFailed', period = fiveMinutes) =>
      ownMetric({ stage: this.stage, name: metricNames[name], service: 'evaluate', period });
    this.alarms.add({
      name: 'no-ticks',
      metric: evaluate('ticksEvaluated'),
      below: 1,
      impact: 'No rule has been judged for five minutes: nothing can alert.',
      runbook: 'no-ticks',
    });
    if (shards > 1) {
      const period = Duration.minutes(15);
      this.alarms.add({
        name: 'too-few-ticks',
        metric: evaluate('ticksEvaluated', period),
        // Half an evaluator's ticks are missing: schedules may be a minute early or late, one that is dead lacks all.
        below: Math.ceil(period.toMinutes() * (shards - 0.5)),
        impact: `At least one of the ${shards} evaluators stands still: its share of the alerts neither fires nor resolves.`,
        runbook: 'no-ticks',
      });
    }
    this.alarms.add({
      name: 'rules-failed',
      metric: evaluate('rulesFailed'),
      above: 0,
      periods: 2,
      impact: 'At least one rule could not be judged: what it watches can fail unseen.',
      runbook: 'rules-failed',
    });
    this.alarms.add({
      name: 'dispatch-failed',
      metric: evaluate('dispatchFailed'),
      above: 0,
      periods: 2,
      impact:
        'CRITICAL: who is told what is not decided, or not rightly, for at least one tenant: its alerts may reach nobody.',
      runbook: 'dispatch-failed',
    });
  }

  /** By the day: what drifted does not mend itself when the next hour is looked at. */
  private watchDrift(): void {
    this.alarms.add({
      name: 'counter-drift',
      metric: ownMetric({
        stage: this.stage,
        name: metricNames.counterDrift,
        service: 'audit',
        period: Duration.days(1),
      }),
      above: 0,
      impact: 'Counters differ from the journal: totals, rates and costs of some hours are wrong until a recount.',
      runbook: 'counter-drift',
    });
  }

  /** By the minute: what was muted until now is heard of within some minutes. */
  private watchUntold(): void {
    this.alarms.add({
      name: 'alerts-untold',
      metric: ownMetric({ stage: this.stage, name: metricNames.alertsUntold, service: 'evaluate' }),
      above: 0,
      periods: 10,
      impact: 'CRITICAL: an alert fires and nobody has heard of it, on any channel: look at what fires yourself.',
      runbook: 'alerts-untold',
    });
  }

  private watchChannel(channel: string): void {
    const failed = (service: FunctionName) =>
      ownMetric({
        stage: this.stage,
        name: metricNames.noticesFailed,
        service,
        dimensions: { channel },
        period: fiveMinutes,
      });
    this.alarms.add({
      name: `${channel}-notices-failed`,
      metric: sumOf([failed('notify'), failed('retry')], 'notices given up', fiveMinutes),
      above: 0,
      impact: `A notice to ${channel} was given up: the people behind it have not heard of an alert.`,
      runbook: 'notices-failed',
    });
  }
}
