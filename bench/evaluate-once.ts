import type { Alert } from '../functions/core/alert.ts';
import { minute } from '../functions/core/time.ts';
import { evaluate } from '../functions/evaluate/evaluate.ts';
import { benchDeps } from './evaluate-deps.ts';
import { manyRules, meteredHistory, tick } from './evaluate-traffic.ts';

/** What one process measured. Milliseconds and MiB. */
export type Once = {
  alerts: number;
  millis: number;
  /** Of them for deciding who is told. */
  dispatchMillis: number;
  peakMiB: number;
  partitionsRead: number;
  alertsWritten: number;
};

const rounds = 5;

// Evaluates so many rules at some ticks, with a store that costs nothing, and prints a tick's median.
const config = manyRules(Number(process.argv[2]));
const { history, reads } = meteredHistory();
const alerts = new Map<string, Map<string, Alert>>();
let written = 0;

const deps = benchDeps(config, {
  history,
  alertsOfRule: async (_, rule) => [...(alerts.get(rule)?.values() ?? [])],
  saveAlert: async (alert) => {
    const ofRule = alerts.get(alert.rule) ?? new Map<string, Alert>();
    alerts.set(alert.rule, ofRule.set(alert.id, alert));
    written += 1;
    return true;
  },
});

let dispatching = 0;
const { dispatch } = deps;
deps.dispatch = async () => {
  const begun = performance.now();
  await dispatch();
  dispatching += performance.now() - begun;
};

await evaluate(tick, deps);
const times: number[] = [];
const dispatchTimes: number[] = [];
const before = { reads: reads(), written };
for (let round = 1; round <= rounds; round += 1) {
  dispatching = 0;
  const begun = performance.now();
  await evaluate(tick + round * minute, deps);
  times.push(performance.now() - begun);
  dispatchTimes.push(dispatching);
}
const held = [...alerts.values()].reduce((sum, ofRule) => sum + ofRule.size, 0);
const once: Once = {
  alerts: held,
  millis: median(times),
  dispatchMillis: median(dispatchTimes),
  peakMiB: process.resourceUsage().maxRSS / 1024,
  partitionsRead: (reads() - before.reads) / rounds,
  alertsWritten: (written - before.written) / rounds,
};
process.stdout.write(JSON.stringify(once));

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
