import type { Config } from '../functions/config/schema.ts';
import { day } from '../functions/core/time.ts';
import type { EvaluateDeps } from '../functions/evaluate/evaluate.ts';
import { createReadings } from '../functions/evaluate/readings.ts';
import type { History } from '../functions/query/history.ts';
import { emptySources } from '../test/support/readings.ts';

export type Store = Pick<EvaluateDeps, 'alertsOfRule' | 'saveAlert'> & { history: History };

/** An evaluator whose channels never answer, with a store that is measured. */
export function benchDeps(config: Config, { history, ...alerts }: Store): EvaluateDeps {
  let cursor: number | undefined;
  return {
    ...alerts,
    stage: 'bench',
    tenants: config.tenants,
    rules: config.rules,
    routes: config.routes,
    evaluation: config.evaluation,
    owns: () => true,
    readings: (tenant, zone, tick) =>
      createReadings({ tenant, zone, tick, minutesComplete: day }, emptySources(history)),
    channelLogs: async () => [],
    cursor: async () => cursor,
    moveCursor: async (to) => {
      cursor = to;
      return true;
    },
    judgedRules: async () => ({ rules: [], retired: {} }),
    saveJudgedRules: async () => undefined,
    countLag: async () => 0,
    metric: () => undefined,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, fields) => {
        throw new Error(`${message}: ${JSON.stringify(fields)}`);
      },
    },
  };
}
