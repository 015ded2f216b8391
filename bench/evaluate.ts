import { execFileSync } from 'node:child_process';
import type { Once } from './evaluate-once.ts';
import { shippedRows } from './evaluate-shipped.ts';
import { evaluateOnStore } from './evaluate-store.ts';
import { seriesPerRule } from './evaluate-traffic.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- evaluate';
/** What a function of 512 MB can give to its heap. */
const heapMiB = 400;

/** What one tick takes when everything is on fire: every label set of every rule has an alert that is written again. */
export async function evaluateRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const rules of [20, 200, 2000]) {
    const { alerts, millis, dispatchMillis, peakMiB, partitionsRead } = once(rules);
    const name = `evaluate: ${rules} rules × ${seriesPerRule}, ${alerts.toLocaleString('en-US')} alerts, 60 min`;
    const goal = rules === 200;
    rows.push({ name, value: millis, unit: 'ms a tick', ...(goal && { goal: '< 10,000' }), command });
    rows.push({ name: '  of it deciding who is told', value: dispatchMillis, unit: 'ms', command });
    rows.push({ name: '  peak memory', value: peakMiB, unit: 'MiB', ...(goal && { goal: '< 512' }), command });
    rows.push({ name: '  partitions of counters read', value: partitionsRead, unit: 'queries', command });
  }
  const { total, reading, writing, queries } = await evaluateOnStore(200);
  rows.push({ name: 'evaluate: 200 rules on the embedded store', value: total, unit: 'ms a tick', command });
  rows.push({ name: `  reading, ${queries} queries`, value: reading, unit: 'ms', command });
  rows.push({ name: '  writing 10,000 alerts', value: writing, unit: 'ms', command });
  return [...rows, ...(await shippedRows())];
}

/** In a process of its own, whose memory is its own. */
function once(rules: number): Once {
  const file = new URL('./evaluate-once.ts', import.meta.url).pathname;
  const output = execFileSync(process.execPath, [`--max-old-space-size=${heapMiB}`, file, String(rules)]);
  return JSON.parse(output.toString());
}
