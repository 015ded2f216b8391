import type { Config } from '../functions/config/schema.ts';
import type { Log } from '../functions/core/log.ts';
import { day } from '../functions/core/time.ts';
import { type CoveredDeps, dispatchCovered } from '../functions/dispatch/dispatch-covered.ts';
import type { EvaluateDeps } from '../functions/evaluate/evaluate.ts';
import { createReadings } from '../functions/evaluate/readings.ts';
import { simulatedChannels } from '../functions/evaluate/simulated-channels.ts';
import type { History } from '../functions/query/history.ts';
import { emptySources } from '../test/support/readings.ts';

export type Store = Pick<EvaluateDeps, 'alertsOfRule' | 'saveAlert'> & { history: History };

/** An evaluator whose channels take everything at once, with a store that is measured. */
export function benchDeps(config: Config, { history, ...alerts }: Store): EvaluateDeps {
  let cursor: number | undefined;
  let dispatched: number | undefined;
  const log = throwingLog;
  const channels = simulatedChannels(new Map(), config.rules);
  const telling: CoveredDeps = {
    ...channels.deps,
    config,
    alertsOfRule: alerts.alertsOfRule,
    covered: async () => cursor,
    dispatched: async () => dispatched,
    moveDispatched: async (_, to) => {
      dispatched = to;
      return true;
    },
    catchUp: config.evaluation.catchUp,
    metric: () => undefined,
    log,
  };
  return {
    ...alerts,
    stage: 'bench',
    tenants: config.tenants,
    rulesOf: async () => config.rules,
    evaluation: config.evaluation,
    owns: () => true,
    readings: (tenant, zone, tick) =>
      createReadings({ tenant, zone, tick, minutesComplete: day }, emptySources(history)),
    dispatch: async () => {
      await dispatchCovered(telling);
    },
    cursor: async () => cursor,
    moveCursor: async (to) => {
      cursor = to;
      return true;
    },
    judgedRules: async () => ({ rules: [], retired: {} }),
    saveJudgedRules: async () => undefined,
    countLag: async () => 0,
    metric: () => undefined,
    log,
  };
}

const throwingLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (message, fields) => {
    throw new Error(`${message}: ${JSON.stringify(fields)}`);
  },
};
