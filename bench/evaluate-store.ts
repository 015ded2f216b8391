import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { alertsTable } from '../functions/aws/alerts-table.ts';
import type { Dynamo } from '../functions/aws/dynamo.ts';
import { historyTable } from '../functions/aws/history-table.ts';
import { counterKey } from '../functions/core/counter-key.ts';
import { inParallel } from '../functions/core/in-parallel.ts';
import { minute } from '../functions/core/time.ts';
import { type EvaluateDeps, evaluate } from '../functions/evaluate/evaluate.ts';
import type { History } from '../functions/query/history.ts';
import { startDynamo } from '../test/support/dynamo.ts';
import { benchDeps } from './evaluate-deps.ts';
import { busyHour, manyRules, tick } from './evaluate-traffic.ts';

/** Milliseconds of one tick with the embedded store, of which so much are reads and writes that wait for it. */
export type WithStore = { total: number; reading: number; queries: number; writing: number };

/** One tick of so many rules on the embedded store, in the state of an incident: every alert fires and is written again. */
export async function evaluateOnStore(rules: number): Promise<WithStore> {
  const dynamo = await startDynamo(['alerts', 'counters']);
  try {
    await fill(dynamo.client);
    const clock = { reading: 0, writing: 0, queries: 0 };
    const deps = depsOf(rules, dynamo.client, clock);
    await evaluate(tick, deps);
    Object.assign(clock, { reading: 0, writing: 0, queries: 0 });
    const begun = performance.now();
    await evaluate(tick + minute, deps);
    return { total: performance.now() - begun, ...clock };
  } finally {
    await dynamo.stop();
  }
}

type Meter = Omit<WithStore, 'total'>;

function depsOf(rules: number, client: Dynamo, meter: Meter): EvaluateDeps {
  const config = manyRules(rules);
  const alerts = alertsTable(client, 'alerts');
  const stored = historyTable({ client, tableName: 'counters', now: () => tick });
  const reading = busyTime((millis) => {
    meter.reading += millis;
  });
  const writing = busyTime((millis) => {
    meter.writing += millis;
  });
  const history: History = {
    get: stored.get,
    slice: (slice) => {
      meter.queries += 1;
      return reading(() => stored.slice(slice));
    },
  };
  return benchDeps(config, {
    history,
    alertsOfRule: (tenant, rule) => {
      meter.queries += 1;
      return reading(() => alerts.ofRule(tenant, rule));
    },
    saveAlert: (alert) => writing(() => alerts.save(alert)),
  });
}

/** Tells for how long at least one of the calls was under way. */
function busyTime(add: (millis: number) => void) {
  let underWay = 0;
  let since = 0;
  return async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (underWay === 0) since = performance.now();
    underWay += 1;
    try {
      return await call();
    } finally {
      underWay -= 1;
      if (underWay === 0) add(performance.now() - since);
    }
  };
}

async function fill(client: Dynamo): Promise<void> {
  const items = [...busyHour()].map((counter) => ({
    ...counterKey(counter),
    ...counter.measures,
    rev: 1,
    expiresAt: 4e9,
  }));
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, at) => items.slice(at * 25, at * 25 + 25));
  await inParallel(batches, 16, async (batch) => {
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { counters: requests } }));
  });
}
