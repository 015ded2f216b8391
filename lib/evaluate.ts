import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../functions/config/schema.ts';
import { rulesIn } from '../functions/rules/composite.ts';
import { bindTable } from './bindings.ts';
import type { Deployment } from './deployment.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

/** Judges the rules on each tick and decides who is to be told. */
export class Evaluate extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { deployment, tables }: { deployment: Deployment; tables: Tables }) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'evaluate',
      description: 'Judges the rules every minute',
      // It catches up on up to 120 missed ticks; what a run that is cut leaves, the next one does.
      timeout: Duration.minutes(5),
      memoryMiB: 1024,
      readsConfig: true,
    });
    bindTable(this.function, 'JOURNAL_TABLE', tables.journal, ['BatchGetItem'], ['byStarted']);
    bindTable(this.function, 'COUNTERS_TABLE', tables.counters, ['Query']);
    bindTable(this.function, 'ALERTS_TABLE', tables.alerts, ['Query', 'PutItem']);
    bindTable(this.function, 'STATE_TABLE', tables.state, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    if (asksForMetrics(deployment.config)) {
      const why = 'Reading metrics cannot be allowed for less than all of them.';
      this.function.allow(['cloudwatch:GetMetricData'], ['*'], why);
    }
  }
}

/** A rule that is off may be a part of one that is on. */
function asksForMetrics({ rules }: Config): boolean {
  const parts = new Set(rules.flatMap((rule) => (rule.kind === 'composite' ? rulesIn(rule) : [])));
  return rules.some(({ kind, id, enabled }) => kind === 'aws-metric' && (enabled || parts.has(id)));
}
