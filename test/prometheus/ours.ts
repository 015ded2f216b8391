import { configSchema } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { severities } from '../../functions/core/severity.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { countedSchema } from '../../functions/evaluate/rule-test/traffic.ts';
import { writtenHistory } from '../../functions/evaluate/rule-test/written-history.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import type { RuleSettings } from '../../functions/rules/index.ts';
import { silentLog } from '../support/fakes.ts';
import { emptySources } from '../support/readings.ts';
import { type Traffic, warmUp } from './cases.ts';

/** What a severity level of an alert is at a minute. */
export type OpenLevel = { provider: string; severity: string; state: 'pending' | 'firing' };
/** All open levels of a rule, by minute. */
export type AlertsByMinute = Map<number, OpenLevel[]>;

const start = Date.UTC(2025, 5, 2, 14, 0);

/** Runs rules over traffic through the evaluation that is deployed, once windows are full. */
export async function ourAlerts(
  rules: readonly RuleSettings[],
  traffic: readonly Traffic[],
  minutes: number,
): Promise<Map<string, AlertsByMinute>> {
  const series = traffic.map(({ provider, amounts }) => {
    const texts = Object.entries(amounts).map(([name, values]) => [name, values.join(' ')] as const);
    return countedSchema.parse({ labels: { provider }, ...Object.fromEntries(texts) });
  });
  const written = { tenant: 'main', zone: 'UTC', start, series, usual: [] };
  const history = writtenHistory(written);
  const context = { tenant: 'main', zone: 'UTC', minutesComplete: day - hour };
  const result = new Map(rules.map(({ id }) => [id, new Map() as AlertsByMinute]));
  const ticks = simulate({
    tenant: 'main',
    zone: 'UTC',
    stage: 'test',
    rules,
    config: configSchema.parse({ rules: [] }),
    readings: (tick) => createReadings({ ...context, tick }, emptySources(history)),
    from: start + warmUp * minute,
    to: start + (warmUp + minutes - 1) * minute,
    log: silentLog,
  });
  for await (const { tick, alerts, failed } of ticks) {
    if (failed > 0) throw new Error(`${failed} rules could not be judged`);
    const open = Map.groupBy([...alerts.values()].flatMap(levelsOf), ({ rule }) => rule);
    for (const [id, byMinute] of result) byMinute.set((tick - start) / minute, open.get(id) ?? []);
  }
  return result;
}

function levelsOf({ rule, labels, levels }: Alert): (OpenLevel & { rule: string })[] {
  return severities.flatMap((severity) => {
    const level = levels[severity];
    return level ? [{ rule, provider: labels.provider ?? '', severity, state: level.state }] : [];
  });
}
