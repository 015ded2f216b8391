import type { Log } from '../../functions/core/log.ts';
import type { EmitMetric, MetricName } from '../../functions/core/metric-names.ts';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A log that remembers its lines. */
export function rememberingLog() {
  const lines: { level: keyof Log; message: string; fields: Record<string, unknown> }[] = [];
  const at =
    (level: keyof Log) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** A metric sink that sums. */
export function metricSums() {
  const sums: Partial<Record<MetricName, number>> = {};
  const metric: EmitMetric = (name, value) => {
    sums[name] = (sums[name] ?? 0) + value;
  };
  return { sums, metric };
}

/** Running totals that nobody looks at. */
export const noRunning = { add: async () => true, mark: async () => undefined };
